// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.DirtyRule;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.model.TenantId;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a load makes of dirty references: what the catalog says of the column, else what the request says of all, else
 * what suits the target.
 *
 * @param origin the tenant that the rows were taken of, whose rows a copy must not refer to; null: not known
 * @param asked what the request says; null: nothing
 * @param exact whether rows are made as they were without regard to any rule: only to undo a restore
 */
public record DirtyPolicy(
        @Nullable TenantId origin, @Nullable DirtyRule asked, boolean exact) {

    /** Nothing asked for, and nobody known. */
    public static final DirtyPolicy UNSAID = new DirtyPolicy(null, null, false);

    /** The rule for values of one column. */
    public DirtyRule of(CatalogTable table, String column, Target target) {
        return of(table, column, target instanceof Target.InPlace);
    }

    private DirtyRule of(CatalogTable table, String column, boolean inPlace) {
        if (exact) {
            return DirtyRule.KEEP;
        }
        DirtyRule declared = table.dirtyRules().get(column);
        DirtyRule rule = declared != null ? declared : asked;
        if (rule == null) {
            return inPlace ? DirtyRule.KEEP : DirtyRule.REFUSE;
        }
        return switch (rule) {
            case REFUSE -> DirtyRule.REFUSE;
            case NULL -> canBecomeNull(table, column) ? DirtyRule.NULL : DirtyRule.REFUSE;
            case KEEP -> inPlace || canBeKept(table, column) ? DirtyRule.KEEP : DirtyRule.REFUSE;
        };
    }

    /** The rule for a reference whose columns keep their values: NULL if one of them may become it. */
    public DirtyRule of(CatalogTable table, Reference reference, Target target) {
        return of(table, reference, target instanceof Target.InPlace);
    }

    /** The rule for a reference whose values mean in every target what they mean in place. */
    public DirtyRule inPlace(CatalogTable table, Reference reference) {
        return of(table, reference, true);
    }

    private DirtyRule of(CatalogTable table, Reference reference, boolean inPlace) {
        Set<DirtyRule> rules = reference.columns().stream()
                .filter(column -> isSaid(table, column, reference))
                .map(column -> of(table, column, inPlace))
                .collect(Collectors.toSet());
        return rules.contains(DirtyRule.NULL)
                ? DirtyRule.NULL
                : rules.stream()
                        .max(Comparator.naturalOrder())
                        .orElseGet(() -> of(table, reference.columns().get(0), inPlace));
    }

    /** Whether catalog or request say anything of a reference's columns. */
    public boolean isSaidOf(CatalogTable table, Reference reference) {
        return asked != null || reference.columns().stream().anyMatch(table.dirtyRules()::containsKey);
    }

    /** The columns of a reference that become NULL where it is dirty. */
    public List<String> cleared(CatalogTable table, Reference reference, Target target) {
        return reference.columns().stream()
                .filter(column -> isSaid(table, column, reference))
                .filter(column -> of(table, column, target) == DirtyRule.NULL)
                .toList();
    }

    /** Whether any column of the table may become NULL, or stay as it is under new keys. */
    public List<String> columns(CatalogTable table, DirtyRule rule, Target target) {
        return table.schema().storedColumnNames().stream()
                .filter(column -> table.references().stream()
                        .anyMatch(reference -> reference.columns().contains(column)))
                .filter(column -> of(table, column, target) == rule)
                .toList();
    }

    /** Of a reference over several columns, those count that are its own or of which the catalog says something. */
    private static boolean isSaid(CatalogTable table, String column, Reference reference) {
        return reference.columns().size() == 1
                || table.dirtyRules().containsKey(column)
                || (!namesTenant(table, column)
                        && table.references().stream()
                                .filter(other -> !other.columns().equals(reference.columns()))
                                .noneMatch(other -> other.columns().contains(column)));
    }

    private static boolean canBecomeNull(CatalogTable table, String column) {
        return CatalogTable.canBecomeNull(table.schema(), column) && !namesTenant(table, column);
    }

    /** Under new keys: not what names the row or its tenant, nor one of several columns whose others get new values. */
    private static boolean canBeKept(CatalogTable table, String column) {
        return !table.schema().keyColumns().contains(column)
                && !namesTenant(table, column)
                && table.references().stream()
                        .filter(reference -> reference.columns().contains(column))
                        .allMatch(reference -> reference.columns().size() == 1);
    }

    private static boolean namesTenant(CatalogTable table, String column) {
        return table.ownership() instanceof Ownership.ByColumn owned
                && owned.column().equals(column);
    }
}
