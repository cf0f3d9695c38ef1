// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.load;

import dev.tenantbackup.catalog.RootTable;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.extract.ProjectedRows;
import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.plan.RestoreMode;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.plan.Target;
import dev.tenantbackup.remap.KeyDomain;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The row of the tenants' table when a tenant takes rows that are not its own: the archived row and the live one stand
 * for each other. In mode replace the live row takes the archived values but for the columns that say who the tenant is;
 * otherwise it stays as it is.
 */
final class OwnRow {

    private final Target.Rekeyed target;
    private final RowSource source;
    private final RuleBook rules;
    private final RootTable root;

    OwnRow(LoadPlan plan, Target.Rekeyed target, RowSource source, RuleBook rules) {
        this.target = target;
        this.source = source;
        this.rules = rules;
        this.root = plan.catalog()
                .root()
                .orElseThrow(() -> new IllegalArgumentException("there is no table of tenants to find the target in"));
    }

    /** The tenants' table. */
    TableName table() {
        return root.table();
    }

    /**
     * The row as it is.
     *
     * @throws NotFoundException if there is none
     */
    Row live(TenantReader reader, List<String> columns) {
        return first(reader.rows(root.table(), target.tenant()), columns)
                .orElseThrow(() -> new NotFoundException(Problem.of("There is no tenant '" + target.tenant() + "'.")
                        .withTenant(target.tenant())
                        .withTable(root.table())
                        .withHint("restore the backup as a new tenant, or into a tenant that exists.")));
    }

    /**
     * The row as it shall be; empty if it stays as it is.
     *
     * @param present the row as it is, in whichever terms the answer is wanted
     */
    Optional<Row> wanted(TablePlan table, Row present) {
        if (rules.mode() != RestoreMode.REPLACE || table.table().rule() != TableRule.REPLACE) {
            return Optional.empty();
        }
        return first(source.rows(root.table()), table.columns()).map(archived -> {
            Row merged = archived;
            for (String column : target.keptColumns()) {
                int position = table.position(column);
                if (position >= 0) {
                    merged = merged.with(position, present.value(position));
                }
            }
            return rules.of(table).changed(merged, present);
        });
    }

    /** For each domain the archived row's value and what stands for it: the live row's. */
    Map<KeyDomain, Map<String, String>> presets(TenantReader reader, List<KeyDomain> domains) {
        List<String> columns = domains.stream()
                .map(KeyDomain::column)
                .filter(column -> source.tables().contains(root.table())
                        && source.columns(root.table()).contains(column))
                .toList();
        Row live = live(reader, columns);
        Optional<Row> archived = columns.isEmpty() ? Optional.empty() : first(source.rows(root.table()), columns);
        Map<KeyDomain, Map<String, String>> presets = new TreeMap<>(Comparator.comparing(KeyDomain::toString));
        for (KeyDomain domain : domains) {
            if (domain.column().equals(root.keyColumn())) {
                presets.put(
                        domain, Map.of(target.origin().value(), target.tenant().value()));
                continue;
            }
            int position = columns.indexOf(domain.column());
            String old = position < 0
                    ? null
                    : archived.map(row -> row.value(position)).orElse(null);
            String now = position < 0 ? null : live.value(position);
            if (old != null && now != null) {
                presets.put(domain, Map.of(old, now));
            }
        }
        return presets;
    }

    private static Optional<Row> first(RowStream rows, List<String> columns) {
        try (RowStream projected = ProjectedRows.of(rows, columns)) {
            return Optional.ofNullable(projected.next());
        }
    }
}
