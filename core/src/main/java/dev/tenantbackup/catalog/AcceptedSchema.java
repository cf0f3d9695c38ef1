// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a person has seen and accepted, held against what is there now. */
final class AcceptedSchema {

    private final CatalogDeclarations declarations;

    AcceptedSchema(CatalogDeclarations declarations) {
        this.declarations = declarations;
    }

    /** Tables and columns that came since: findings, and problems too where the declarations are strict. */
    List<Finding> newcomers(SchemaIndex index, Problems problems) {
        List<Finding> findings = new ArrayList<>();
        declarations.acceptedSchema().ifPresent(accepted -> {
            Map<TableName, Set<String>> known = new TreeMap<>();
            accepted.forEach((table, columns) -> index.find(table)
                    .ifPresent(found -> known.put(
                            found.name(),
                            columns.stream()
                                    .flatMap(column -> SchemaIndex.find(found, column).stream())
                                    .map(Column::name)
                                    .collect(Collectors.toSet()))));
            for (TableSchema table : index.schema().tables()) {
                Set<String> columns = known.get(table.name());
                if (FenceObjects.isTable(table.name())) {
                    continue;
                }
                if (columns == null) {
                    findings.add(newcomer(table, "Table '" + table.name() + "' came"));
                } else {
                    table.columns().stream()
                            .filter(column -> !columns.contains(column.name()))
                            .forEach(column -> findings.add(
                                    newcomer(table, "Column '" + table.name() + "." + column.name() + "' came")));
                }
            }
            if (declarations.strictColumns()) {
                findings.forEach(finding -> problems.add(
                        finding.table(), finding.message(), finding.advice().orElse(null)));
            }
        });
        return findings;
    }

    private static Finding newcomer(TableSchema table, String what) {
        return Finding.of(
                Finding.Kind.NEW_SINCE_ACCEPTED,
                table.name(),
                what + " since the catalog was accepted.",
                "Look at it, declare what has to be said, and record the accepted tables anew.");
    }
}
