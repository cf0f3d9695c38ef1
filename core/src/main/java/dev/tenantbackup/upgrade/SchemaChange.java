// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.upgrade;

import dev.tenantbackup.model.TableName;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * One decision on what becomes of archived rows, because the schema is another one since. Tables and columns are named as
 * they are called when the change's turn comes: a change behind a rename uses the new name. Names that exist in no such
 * spelling, and once in another case, are taken as that one.
 */
public sealed interface SchemaChange {

    /** The table that is changed, by its name before the change. */
    TableName table();

    /** Shows the change to the method that is meant for its kind. */
    <T> T accept(Visitor<T> visitor);

    /** One method for each kind of change. */
    interface Visitor<T> {

        T rename(RenameTable change);

        T rename(RenameColumn change);

        T fill(DefaultValue change);

        T drop(DropTable change);

        T drop(DropColumn change);

        T convert(ConvertColumn change);

        T changeKey(ChangeKey change);

        T transform(TransformRows change);
    }

    /**
     * The table has another name. References to it follow, and so do values of a polymorphic pair's type column that the
     * catalog now knows by another word.
     */
    record RenameTable(TableName table, TableName to) implements SchemaChange {

        public RenameTable {
            Objects.requireNonNull(table, "table");
            Objects.requireNonNull(to, "to");
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.rename(this);
        }
    }

    /** The column has another name; keys and references follow. */
    record RenameColumn(TableName table, String column, String to) implements SchemaChange {

        public RenameColumn {
            Objects.requireNonNull(table, "table");
            Objects.requireNonNull(column, "column");
            Objects.requireNonNull(to, "to");
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.rename(this);
        }
    }

    /**
     * The column gets a value where the archive has none: in all rows if it doesn't hold the column, else in those that have
     * NULL. A column that the archive doesn't hold keeps its live value in rows that exist.
     *
     * @param value in canonical form; truth values and the digits of a decimal number are brought into the column's form
     */
    record DefaultValue(TableName table, String column, String value) implements SchemaChange {

        public DefaultValue {
            Objects.requireNonNull(table, "table");
            Objects.requireNonNull(column, "column");
            Objects.requireNonNull(value, "value");
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.fill(this);
        }
    }

    /** The table is gone, and its archived rows are left behind. */
    record DropTable(TableName table, String because) implements SchemaChange {

        public DropTable {
            Objects.requireNonNull(table, "table");
            because = reason(because, "table '" + table + "'");
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.drop(this);
        }
    }

    /** The column is gone, and its archived values are left behind. */
    record DropColumn(TableName table, String column, String because) implements SchemaChange {

        public DropColumn {
            Objects.requireNonNull(table, "table");
            Objects.requireNonNull(column, "column");
            because = reason(because, "column '" + column + "' of table '" + table + "'");
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.drop(this);
        }
    }

    /** The column has another type, and its values take another form. */
    record ConvertColumn(TableName table, String column, Conversion conversion) implements SchemaChange {

        public ConvertColumn {
            Objects.requireNonNull(table, "table");
            Objects.requireNonNull(column, "column");
            Objects.requireNonNull(conversion, "conversion");
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.convert(this);
        }
    }

    /**
     * The table has another primary key: its rows are told apart by that one. They are sorted anew in memory, at most
     * 200,000.
     */
    record ChangeKey(TableName table) implements SchemaChange {

        public ChangeKey {
            Objects.requireNonNull(table, "table");
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.changeKey(this);
        }
    }

    /**
     * Each row is computed anew.
     *
     * @param from the columns that go, or whose values change
     * @param to the columns that come, or whose values change
     * @param upgrade the name of the {@link RowUpgrade} that does it
     */
    record TransformRows(TableName table, List<String> from, List<String> to, String upgrade) implements SchemaChange {

        public TransformRows {
            Objects.requireNonNull(table, "table");
            from = List.copyOf(from);
            to = List.copyOf(to);
            Objects.requireNonNull(upgrade, "upgrade");
            if (to.isEmpty()) {
                throw new IllegalArgumentException(
                        "upgrade '" + upgrade + "' of table '" + table + "' makes no column");
            }
            if (new HashSet<>(to).size() != to.size() || new HashSet<>(from).size() != from.size()) {
                throw new IllegalArgumentException(
                        "upgrade '" + upgrade + "' of table '" + table + "' names a column twice");
            }
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.transform(this);
        }
    }

    private static String reason(String because, String what) {
        if (because.isBlank()) {
            throw new IllegalArgumentException(
                    what + " is declared dropped without a reason why its data may be left behind");
        }
        return because;
    }
}
