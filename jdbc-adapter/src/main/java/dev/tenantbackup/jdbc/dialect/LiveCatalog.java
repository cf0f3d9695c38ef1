// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.dialect;

import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ForeignKey.DeleteRule;
import dev.tenantbackup.schema.Trigger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The facts that a product's own catalog holds of some schemas. Each method is one query or a few over all tables, never
 * a query per table.
 */
public interface LiveCatalog {

    /** The product's version, for people. */
    String version();

    /**
     * A text that is another one when any of the other answers may be; empty where asking for it would be as much work as
     * asking for them.
     */
    default Optional<String> fingerprint() {
        return Optional.empty();
    }

    /** Base tables only: no views, no temporary tables, no partitions beside their parent. */
    List<Place> tables();

    /** Base tables of other schemas that a foreign key ties to a table of these, in either direction. */
    List<Place> neighbours();

    /** Every column, in the order of its table. */
    List<ColumnFact> columns();

    /** Every index and every constraint that one stands for; in key order per name. */
    List<IndexFact> indexes();

    /** One fact per column of every foreign key, in key order per name. */
    List<ForeignKeyFact> foreignKeys();

    List<TriggerFact> triggers();

    /**
     * Where a table is.
     *
     * @param schema its schema's name, also for the default schema
     * @param table its own name
     */
    record Place(String schema, String table) {}

    /** A column and its table. */
    record ColumnFact(Place place, Column column) {}

    /**
     * An index, or a unique constraint.
     *
     * @param columns in key order; null stands for an expression
     * @param rowsOrOperator whether it covers some rows only or compares with an operator other than equality
     */
    record IndexFact(
            Place place,
            String name,
            Kind kind,
            List<@Nullable String> columns,
            boolean nullsDistinct,
            boolean rowsOrOperator) {

        /** What an index is for. */
        public enum Kind {
            PRIMARY,
            UNIQUE,
            EXCLUSION,
            PLAIN
        }
    }

    /** One column of a foreign key. */
    record ForeignKeyFact(
            Place place,
            String name,
            String column,
            Place parent,
            String parentColumn,
            DeleteRule onDelete,
            boolean deferrable) {}

    /** A trigger and one event that fires it. */
    record TriggerFact(Place place, String name, Trigger.Event event) {}
}
