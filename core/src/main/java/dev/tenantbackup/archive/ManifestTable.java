// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.FileColumn;
import dev.tenantbackup.catalog.JsonReference;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import java.util.List;
import java.util.Objects;

/**
 * What a manifest says of one table.
 *
 * @param name the table
 * @param ownership the word for how its rows belong: {@link Ownership#kind()}
 * @param columns the stored columns, in the order of every row's values; of each only name, type, form and
 *     nullability are remembered
 * @param keyColumns the primary key's columns, in its order; empty if there is none
 * @param naturalKey for shared tables the columns by which a row is found again; else empty
 * @param references what it refers to
 * @param jsonReferences ids inside its documents
 * @param files columns that hold keys of files
 * @param rules the restore rules in force
 * @param content what its entry holds
 */
public record ManifestTable(
        TableName name,
        String ownership,
        List<Column> columns,
        List<String> keyColumns,
        List<String> naturalKey,
        List<Reference> references,
        List<JsonReference> jsonReferences,
        List<FileColumn> files,
        TableRules rules,
        EntryContent content) {

    private static final String SHARED = new Ownership.Shared(List.of()).kind();

    public ManifestTable {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(ownership, "ownership");
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(content, "content");
        columns = columns.stream().map(ManifestTable::remembered).toList();
        keyColumns = List.copyOf(keyColumns);
        naturalKey = List.copyOf(naturalKey);
        references = List.copyOf(references);
        jsonReferences = List.copyOf(jsonReferences);
        files = List.copyOf(files);
        RowShape.prefixes(name, columns);
        RowShape.positions(name, columns, keyColumns);
        RowShape.positions(name, columns, naturalKey);
        RowShape.positions(name, columns, files.stream().map(FileColumn::column).toList());
    }

    /** A table whose rows point to no files. */
    public ManifestTable(
            TableName name,
            String ownership,
            List<Column> columns,
            List<String> keyColumns,
            List<String> naturalKey,
            List<Reference> references,
            List<JsonReference> jsonReferences,
            TableRules rules,
            EntryContent content) {
        this(name, ownership, columns, keyColumns, naturalKey, references, jsonReferences, List.of(), rules, content);
    }

    /** Everything the catalog knows of a table that an archive remembers, with what was written of it. */
    public static ManifestTable of(CatalogTable table, EntryContent content) {
        List<String> naturalKey =
                table.ownership() instanceof Ownership.Shared shared ? shared.naturalKey() : List.of();
        TableRules rules = new TableRules(
                table.rule(), table.columnRules(), table.uniqueRules(), List.copyOf(table.triggerOwnedColumns()));
        return new ManifestTable(
                table.name(),
                table.ownership().kind(),
                table.schema().storedColumns(),
                table.schema().keyColumns(),
                naturalKey,
                table.references(),
                table.jsonReferences(),
                table.files(),
                rules,
                content);
    }

    /** Whether it is a shared table, of which the archive holds what the tenant's rows refer to. */
    public boolean isShared() {
        return ownership.equals(SHARED);
    }

    /** The name of its entry. */
    String entryName() {
        return EntryName.of(name, isShared());
    }

    public List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /** An encoder for its rows. */
    public RowEncoder encoder() {
        return new RowEncoder(name, columns, keyColumns);
    }

    private static Column remembered(Column column) {
        return Column.of(column.name(), column.type(), column.form(), column.nullable());
    }
}
