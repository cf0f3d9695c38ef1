// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.schema;

/**
 * One column.
 *
 * @param name its name
 * @param type its logical type
 * @param nullable whether it may hold null
 * @param origin where its value comes from when the application gives none
 * @param expression the default or the generating expression, or the sequence's name; empty without one
 * @param value what the generator writes; ignored for computed columns
 */
public record Column(String name, Type type, boolean nullable, Origin origin, String expression, Value value) {

    /** Where a column's value comes from when the application gives none. */
    public enum Origin {
        APPLICATION,
        DEFAULT,
        IDENTITY,
        IDENTITY_ALWAYS,
        SEQUENCE,
        COMPUTED,
        /** Set by a trigger on every update. */
        TOUCHED
    }

    static Column notNull(String name, Type type, Value value) {
        return new Column(name, type, false, Origin.APPLICATION, "", value);
    }

    static Column nullable(String name, Type type, Value value) {
        return new Column(name, type, true, Origin.APPLICATION, "", value);
    }

    Column from(Origin newOrigin, String newExpression) {
        return new Column(name, type, nullable, newOrigin, newExpression, value);
    }

    /** Whether an INSERT may name this column. */
    public boolean insertable() {
        return origin != Origin.COMPUTED;
    }

    /** Whether the product numbers this column. */
    public boolean identity() {
        return origin == Origin.IDENTITY || origin == Origin.IDENTITY_ALWAYS;
    }

    /** The SQL expression of this column's value for one row of the generator. */
    public String valueSql(RowScope row) {
        return value.sql(row.saltedBy(name));
    }
}
