// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.schema.ValueForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds the declared columns with keys of files against the schema. */
final class FileColumnBinder {

    private final TableSchema table;
    private final ColumnNames columns;
    private final Problems problems;

    FileColumnBinder(TableSchema table, ColumnNames columns, Problems problems) {
        this.table = table;
        this.columns = columns;
        this.problems = problems;
    }

    /** Those that can be what they are said to be, with the database's names. */
    List<FileColumn> bind(TableDeclaration declared) {
        List<FileColumn> bound = new ArrayList<>();
        for (FileColumn file : declared.files()) {
            Optional<String> key = columns.bind(file.column(), "a column with keys of files")
                    .filter(name -> holds(name, "keys of files", Set.of(ValueForm.TEXT, ValueForm.UUID)))
                    .filter(name -> isSaidOnce(name, bound))
                    .filter(name -> getsNewKeys(name, declared));
            String bytes = bindOptional(file.bytesColumn(), "sizes of files", Set.of(ValueForm.NUMBER));
            String sha256 =
                    bindOptional(file.sha256Column(), "digests of files", Set.of(ValueForm.TEXT, ValueForm.BINARY));
            key.ifPresent(name -> bound.add(new FileColumn(name, bytes, sha256)));
        }
        return bound;
    }

    private @Nullable String bindOptional(@Nullable String column, String what, Set<ValueForm> forms) {
        String name = columns.bindOptional(column, "a column with " + what);
        return name != null && holds(name, what, forms) ? name : null;
    }

    private boolean holds(String name, String what, Set<ValueForm> forms) {
        Column column = table.column(name);
        if (forms.contains(column.form()) && !column.generated()) {
            return true;
        }
        problems.add(
                table.name(),
                "Column '" + name + "' of table '" + table.name() + "', of type " + column.type() + ", can't hold "
                        + what + (column.generated() ? ": the database computes it." : "."),
                "Name the column that the application writes them to.");
        return false;
    }

    private boolean isSaidOnce(String name, List<FileColumn> bound) {
        if (bound.stream().noneMatch(file -> file.column().equals(name))) {
            return true;
        }
        problems.add(
                table.name(),
                "Column '" + name + "' of table '" + table.name() + "' is said to hold keys of files twice.",
                "Keep one of both.");
        return false;
    }

    private boolean getsNewKeys(String name, TableDeclaration declared) {
        boolean keeps = declared.uniqueRules().entrySet().stream()
                .anyMatch(rule -> rule.getKey().equalsIgnoreCase(name) && rule.getValue() == UniqueRule.KEEP);
        if (keeps) {
            problems.add(
                    table.name(),
                    "Column '" + name + "' of table '" + table.name()
                            + "' holds keys of files, and its unique rule keeps them in a copy: two tenants would share"
                            + " files, and one could delete the other's.",
                    "Take the rule away, or choose suffix, mint or null.");
        }
        return !keeps;
    }
}
