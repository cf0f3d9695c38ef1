// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.database;

import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One tenant's rows as {@link TenantReader#rows} gives them, noted down by their keys, and questions about what stands
 * around them. For one thread at a time; holds one connection until it is closed.
 *
 * <p>An answer must rest on what was noted, on the values of columns and on where single references lead. It must not rest
 * on the conditions by which the rows were found: they are what is being checked. Nor may it trust that a foreign key
 * holds. Every table to be asked about must be noted first, also one that holds no row of the tenant. Counts are exact;
 * the memory an answer takes does not depend on the number of rows.
 */
public interface TenantExaminer extends AutoCloseable {

    /** The most keys an answer holds. */
    int MOST_SAMPLES = 10;

    /** Reads in the same view. */
    TenantReader reader();

    /**
     * Reads the tenant's rows of an owned table and notes their keys.
     *
     * @return how many rows there are
     */
    long note(TableName table);

    /** How many rows of a table name the tenant in a column, whoever's they are. */
    long naming(TableName table, String column);

    /** Rows that name the tenant in a column and were not noted. */
    Found namingUnnoted(TableName table, String column);

    /** Noted rows that name another tenant in a column. */
    Found notedNamingAnother(TableName table, String column);

    /** Noted rows whose reference leads to a row that exists and was not noted. The table referred to must be owned. */
    Found leaving(Reference reference, RowFilter filter);

    /** Noted rows whose reference leads to no row. */
    Found dangling(Reference reference);

    /** Rows that were not noted and whose reference leads to a noted one. */
    Found entering(Reference reference, RowFilter filter);

    /** Noted rows that none of these references leads to a noted row. */
    Found leadingNowhere(TableName table, List<Reference> chains, RowFilter filter);

    /** Noted rows that no noted row refers to by one of these references. */
    Found unreferred(TableName table, List<Reference> referrers);

    /**
     * Some columns of a table's rows, after the columns that identify a row, in key order. Rows where all of the columns are
     * NULL may be left out.
     */
    RowStream texts(TableName table, List<String> columns, Side side);

    /**
     * What is known of the rows that have these texts in a column.
     *
     * @param column unique by itself
     * @return for each text
     */
    Map<String, Standing> standing(TableName table, String column, Set<String> texts);

    /** A row's text in a column; empty for NULL. */
    Optional<String> text(TableName table, RowKey row, String column);

    /** The rows that a row's reference leads to: one or none, but in dirty data. */
    List<RowKey> parents(Reference reference, RowKey child);

    /** Some of the rows whose reference leads to a row. */
    List<RowKey> children(Reference reference, RowKey parent);

    /** Some of the rows that have a text in a column. */
    List<RowKey> find(TableName table, String column, String text);

    /** Forgets what was noted and gives the connection back as it came. */
    @Override
    void close();

    /** Which rows of a table are meant. */
    enum Side {
        /** The tenant's, as noted. */
        NOTED,
        /** All others. */
        OTHERS
    }

    /** What is known of a row. */
    enum Standing {
        /** It is the tenant's, as noted. */
        NOTED,
        /** It exists, and was not noted. */
        OTHERS,
        /** There is none. */
        MISSING
    }

    /**
     * An answer.
     *
     * @param rows how many rows it is true of
     * @param samples keys of some of them, at most {@link #MOST_SAMPLES}, in key order
     */
    record Found(long rows, List<RowKey> samples) {

        public static final Found NOTHING = new Found(0, List.of());

        public Found {
            samples = List.copyOf(samples);
        }
    }

    /**
     * Confines a question to some rows of its table.
     *
     * @param column a column; null if all rows are meant
     * @param isNull whether rows are meant in which it is NULL, or those in which it is not
     */
    record RowFilter(@Nullable String column, boolean isNull) {

        public static final RowFilter ALL = new RowFilter(null, false);

        public static RowFilter whereNull(String column) {
            return new RowFilter(Objects.requireNonNull(column, "column"), true);
        }

        public static RowFilter whereNotNull(String column) {
            return new RowFilter(Objects.requireNonNull(column, "column"), false);
        }
    }
}
