// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.schema;

/**
 * One row that a {@link Value} is written for: whose it is, which of the tenant's rows it is, and how many rows the
 * other tables have for this tenant.
 *
 * @param schema the whole description, to look up what a reference points to
 * @param functions the product's functions
 * @param counts rows per table for the tenant being filled
 * @param stride distance between one tenant's consecutive ids; ids of all tenants interleave
 * @param seed the generator's seed
 * @param tenant SQL expression of the tenant's number, 0 for the platform itself
 * @param index SQL expression of the row's number within tenant and table, from 0
 * @param salt makes two columns of a row differ
 */
public record RowScope(
        Schema schema,
        Functions functions,
        Counts counts,
        long stride,
        long seed,
        String tenant,
        String index,
        int salt) {

    private static final int PRIME = 1_000_003;

    /** The same tenant's row of another number. */
    public RowScope at(String otherIndex) {
        return new RowScope(schema, functions, counts, stride, seed, tenant, otherIndex, salt);
    }

    RowScope saltedBy(String column) {
        return new RowScope(
                schema, functions, counts, stride, seed, tenant, index, Math.floorMod(column.hashCode(), PRIME));
    }

    /** How many rows a table has for this tenant. */
    public long count(String table) {
        return counts.of(table);
    }

    /** A scrambled number from 0 to a million, the same for the same row, column and seed. */
    public String scrambled() {
        long offset = Math.floorMod(seed * 104_729 + salt * 7L, (long) PRIME);
        return "((" + index + " * 7919 + " + offset + ") % " + PRIME + ")";
    }

    /** The value of another table's column in this tenant's row of that number. */
    public String valueOf(String table, String column, String otherIndex) {
        return schema.table(table).column(column).valueSql(at(otherIndex));
    }
}
