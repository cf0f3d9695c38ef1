// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drift;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.upgrade.SchemaChange;
import dev.tenantbackup.upgrade.SchemaChange.ChangeKey;
import dev.tenantbackup.upgrade.SchemaChange.ConvertColumn;
import dev.tenantbackup.upgrade.SchemaChange.DefaultValue;
import dev.tenantbackup.upgrade.SchemaChange.DropColumn;
import dev.tenantbackup.upgrade.SchemaChange.DropTable;
import dev.tenantbackup.upgrade.SchemaChange.RenameColumn;
import dev.tenantbackup.upgrade.SchemaChange.RenameTable;
import dev.tenantbackup.upgrade.SchemaChange.TransformRows;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the names of one moment lead: through the changes that come later into the live schema, or out of it. */
final class LaterChanges {

    private final List<SchemaChange> later;
    private final Catalog catalog;

    LaterChanges(List<SchemaChange> later, Catalog catalog) {
        this.later = later;
        this.catalog = catalog;
    }

    /** Whether a table of that name is to be: the database has it, or a later change takes it away. */
    boolean arrives(TableName table) {
        Trace trace = follow(table, null);
        return trace.taken || live(trace.table).isPresent();
    }

    /** Likewise for a column. */
    boolean arrives(TableName table, String column) {
        Trace trace = follow(table, column);
        return trace.taken || column(trace).isPresent();
    }

    /** The live table that a table becomes. */
    Optional<CatalogTable> table(TableName table) {
        Trace trace = follow(table, null);
        return trace.taken ? Optional.empty() : live(trace.table);
    }

    /** The live column that a column becomes; none that the database computes. */
    Optional<Column> column(TableName table, String column) {
        Trace trace = follow(table, column);
        return trace.taken ? Optional.empty() : column(trace);
    }

    /** Whether a later change says that rows are told apart by another key. */
    boolean isRekeyed(TableName table) {
        return follow(table, null).rekeyed;
    }

    private Optional<Column> column(Trace trace) {
        String name = trace.column;
        return name == null
                ? Optional.empty()
                : live(trace.table)
                        .map(CatalogTable::schema)
                        .flatMap(schema ->
                                Spelling.of(name, schema.storedColumnNames()).map(schema::column));
    }

    private Optional<CatalogTable> live(TableName table) {
        List<TableName> names =
                catalog.schema().tables().stream().map(TableSchema::name).toList();
        return Spelling.of(table, names).flatMap(catalog::find);
    }

    private Trace follow(TableName table, @Nullable String column) {
        Trace trace = new Trace(table, column);
        for (SchemaChange change : later) {
            if (!trace.taken && Spelling.alike(change.table(), trace.table)) {
                change.accept(trace);
            }
        }
        return trace;
    }

    /** A name on its way. */
    private static final class Trace implements SchemaChange.Visitor<Boolean> {

        private TableName table;
        private @Nullable String column;
        private boolean taken;
        private boolean rekeyed;

        Trace(TableName table, @Nullable String column) {
            this.table = table;
            this.column = column;
        }

        @Override
        public Boolean rename(RenameTable change) {
            table = change.to();
            return true;
        }

        @Override
        public Boolean rename(RenameColumn change) {
            if (change.column().equalsIgnoreCase(column)) {
                column = change.to();
            }
            return true;
        }

        @Override
        public Boolean drop(DropTable change) {
            taken = true;
            return true;
        }

        @Override
        public Boolean drop(DropColumn change) {
            taken = change.column().equalsIgnoreCase(column);
            return true;
        }

        @Override
        public Boolean transform(TransformRows change) {
            String name = column;
            taken = name != null
                    && Spelling.of(name, change.from()).isPresent()
                    && Spelling.of(name, change.to()).isEmpty();
            return true;
        }

        @Override
        public Boolean fill(DefaultValue change) {
            return false;
        }

        @Override
        public Boolean convert(ConvertColumn change) {
            return false;
        }

        @Override
        public Boolean changeKey(ChangeKey change) {
            rekeyed = true;
            return true;
        }
    }
}
