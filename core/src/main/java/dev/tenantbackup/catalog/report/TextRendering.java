// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.report;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.FileColumn;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.Proposal;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.TableName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A catalog as a tree, for a terminal. */
final class TextRendering {

    private static final int WIDEST_NAME = 44;

    private final Catalog catalog;
    private final Map<TableName, List<CatalogTable>> below = new TreeMap<>();
    private final List<CatalogTable> tops = new ArrayList<>();
    private final StringBuilder out = new StringBuilder();

    TextRendering(Catalog catalog) {
        this.catalog = catalog;
        for (CatalogTable table : catalog.ownedTables()) {
            OwnershipWords.above(table.ownership())
                    .or(() -> catalog.root().map(root -> root.table()).filter(root -> !root.equals(table.name())))
                    .ifPresentOrElse(
                            above -> below.computeIfAbsent(above, name -> new ArrayList<>())
                                    .add(table),
                            () -> tops.add(table));
        }
    }

    String render() {
        headline();
        owned();
        listed("Shared by all tenants", Ownership.Shared.class::isInstance);
        listed("Excluded", Ownership.Excluded.class::isInstance);
        unclassified();
        findings();
        return out.toString();
    }

    private void headline() {
        long shared = count(Ownership.Shared.class::isInstance);
        long excluded = count(Ownership.Excluded.class::isInstance);
        out.append(catalog.schema().product())
                .append(' ')
                .append(catalog.schema().version())
                .append(catalog.schema()
                        .recordedHead()
                        .map(head -> " at " + head)
                        .orElse(""))
                .append(": ")
                .append(amount(catalog.schema().tables().size(), "table"))
                .append(", ")
                .append(catalog.ownedTables().size())
                .append(" owned, ")
                .append(shared)
                .append(" shared, ")
                .append(excluded)
                .append(" excluded, ")
                .append(catalog.unclassified().size())
                .append(" unclassified; ")
                .append(amount(catalog.findings().size(), "finding"))
                .append(".\n");
    }

    private void owned() {
        List<Line> lines = new ArrayList<>();
        if (catalog.root().isPresent() || tops.size() == 1) {
            tops.forEach(table -> grow(table, "", "", lines));
        } else {
            lines.add(new Line("(tenant)", "no table has one row per tenant"));
            branches(tops, "", lines);
        }
        section("Owned by a tenant", lines);
    }

    private void grow(CatalogTable table, String branch, String indent, List<Line> lines) {
        lines.add(new Line(branch + table.name(), beside(table)));
        branches(below.getOrDefault(table.name(), List.of()), indent, lines);
    }

    private void branches(List<CatalogTable> tables, String indent, List<Line> lines) {
        for (int i = 0; i < tables.size(); i++) {
            boolean last = i == tables.size() - 1;
            grow(tables.get(i), indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "), lines);
        }
    }

    private static String beside(CatalogTable table) {
        String rule = table.rule() == TableRule.REPLACE
                ? ""
                : "  [" + table.rule().name().toLowerCase(Locale.ROOT) + "]";
        String files = table.files().isEmpty()
                ? ""
                : "  [files: " + table.files().stream().map(FileColumn::column).collect(Collectors.joining(", ")) + "]";
        return OwnershipWords.besideName(table.ownership()) + rule + files;
    }

    private void listed(String title, Predicate<Ownership> wanted) {
        section(
                title,
                catalog.tables().stream()
                        .filter(table -> wanted.test(table.ownership()))
                        .map(table -> new Line(table.name().toString(), OwnershipWords.alone(table.ownership())))
                        .toList());
    }

    private void unclassified() {
        List<Line> lines = new ArrayList<>();
        catalog.unclassified().forEach((table, proposal) -> lines.add(new Line(table.toString(), proposed(proposal))));
        section("Unclassified: no backup until each is decided", lines);
    }

    private static String proposed(Optional<Proposal> proposal) {
        return proposal.map(each -> "proposed " + each.ownership().kind() + ": " + each.reason())
                .orElse("no proposal");
    }

    private void findings() {
        Map<Finding.Kind, List<Finding>> byKind = new EnumMap<>(Finding.Kind.class);
        catalog.findings()
                .forEach(finding -> byKind.computeIfAbsent(finding.kind(), kind -> new ArrayList<>())
                        .add(finding));
        byKind.forEach((kind, findings) -> {
            out.append("\nFinding: ")
                    .append(word(kind))
                    .append(" (")
                    .append(findings.size())
                    .append(")\n");
            for (Finding finding : findings) {
                out.append("  - ").append(finding.message()).append('\n');
                finding.advice()
                        .ifPresent(hint -> out.append("    ").append(hint).append('\n'));
            }
        });
    }

    private void section(String title, List<Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        int width = lines.stream()
                .mapToInt(line -> line.name().length())
                .filter(length -> length <= WIDEST_NAME)
                .max()
                .orElse(WIDEST_NAME);
        out.append('\n').append(title).append('\n');
        for (Line line : lines) {
            String gap = " ".repeat(Math.max(0, width - line.name().length()) + 3);
            out.append("  ")
                    .append(line.name())
                    .append(gap)
                    .append(line.beside())
                    .append('\n');
        }
    }

    private long count(Predicate<Ownership> wanted) {
        return catalog.tables().stream()
                .filter(table -> wanted.test(table.ownership()))
                .count();
    }

    private static String amount(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String word(Finding.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** One line of a section: a name, and what stands beside it. */
    private record Line(String name, String beside) {}
}
