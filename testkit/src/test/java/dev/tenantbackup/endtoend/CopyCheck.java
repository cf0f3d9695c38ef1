// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.JsonReference;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Compares a tenant with its copy, without the library's own map of keys: both are the same graph, and no reference of
 * the copy leads to a row of the source. Rows are told apart by what they hold and by what they refer to, and are referred
 * to by, several references deep.
 */
final class CopyCheck {

    private static final int DEPTH = 5;

    private final PlatformUnderTest platform;
    private final TenantRows source;
    private final TenantRows copy;

    private CopyCheck(PlatformUnderTest platform, TenantRows source, TenantRows copy) {
        this.platform = platform;
        this.source = source;
        this.copy = copy;
    }

    static void assertIsCopy(PlatformUnderTest platform, TenantId source, TenantId copy) {
        assertIsCopy(platform, platform.rows(source), copy);
    }

    static void assertIsCopy(PlatformUnderTest platform, TenantRows source, TenantId copy) {
        assertIsCopy(platform, source, platform.rows(copy));
    }

    static void assertIsCopy(PlatformUnderTest platform, TenantRows source, TenantRows copy) {
        CopyCheck check = new CopyCheck(platform, withoutQueues(platform, source), copy);
        for (CatalogTable table : platform.catalog.ownedTables()) {
            assertThat(check.copy.of(table.name()))
                    .as("rows of %s", table.name())
                    .hasSameSizeAs(check.source.of(table.name()));
            check.contentIsRepeated(table);
            check.identitiesAreRenewed(table);
            check.referencesStayInside(table);
            check.documentsStayInside(table);
        }
        assertThat(new Colours(platform, check.copy).byTable())
                .as("the graph of references")
                .isEqualTo(new Colours(platform, check.source).byTable());
    }

    private static TenantRows withoutQueues(PlatformUnderTest platform, TenantRows rows) {
        Map<TableName, List<Map<String, String>>> tables = new TreeMap<>(rows.tables());
        platform.catalog.ownedTables().stream()
                .filter(table -> table.rule() == TableRule.QUEUE)
                .forEach(table -> tables.put(table.name(), List.of()));
        return new TenantRows(tables);
    }

    private void contentIsRepeated(CatalogTable table) {
        List<String> plain = Identities.of(platform, table).plain();
        assertThat(contents(copy, table, plain))
                .as("content of %s", table.name())
                .containsExactlyInAnyOrderElementsOf(contents(source, table, plain));
    }

    private static List<List<String>> contents(TenantRows rows, CatalogTable table, List<String> columns) {
        return rows.of(table.name()).stream()
                .map(row -> TenantRows.values(row, columns))
                .toList();
    }

    private void identitiesAreRenewed(CatalogTable table) {
        for (String column : Identities.of(platform, table).renewed()) {
            Set<String> old = source.values(table.name(), column);
            assertThat(copy.values(table.name(), column))
                    .as("%s.%s", table.name(), column)
                    .hasSameSizeAs(old)
                    .noneMatch(old::contains);
        }
    }

    private void referencesStayInside(CatalogTable table) {
        for (Reference reference : Identities.of(platform, table).links()) {
            Set<List<String>> own = targets(copy, reference);
            Set<List<String>> foreign = targets(source, reference);
            List<List<String>> used = new ArrayList<>();
            for (Map<String, String> row : copy.of(table.name())) {
                if (Identities.speaks(reference, row)) {
                    used.add(TenantRows.values(row, reference.columns()));
                }
            }
            long expected = source.of(table.name()).stream()
                    .filter(row -> Identities.speaks(reference, row))
                    .count();
            assertThat(used)
                    .as("%s", reference)
                    .hasSize((int) expected)
                    .isSubsetOf(own)
                    .noneMatch(foreign::contains);
        }
    }

    private static Set<List<String>> targets(TenantRows rows, Reference reference) {
        return rows.of(reference.parent()).stream()
                .map(row -> TenantRows.values(row, reference.parentColumns()))
                .collect(Collectors.toSet());
    }

    private void documentsStayInside(CatalogTable table) {
        for (JsonReference reference : table.jsonReferences()) {
            List<String> used = idsIn(copy, table, reference);
            Set<String> foreign = source.values(reference.parent(), reference.parentColumn());
            assertThat(used)
                    .as("%s.%s %s", table.name(), reference.column(), reference.path())
                    .hasSameSizeAs(idsIn(source, table, reference))
                    .isSubsetOf(copy.values(reference.parent(), reference.parentColumn()))
                    .noneMatch(foreign::contains);
            assertThat(texts(copy, table, reference))
                    .as("texts of %s.%s", table.name(), reference.column())
                    .containsExactlyInAnyOrderElementsOf(texts(source, table, reference));
        }
    }

    private static List<String> idsIn(TenantRows rows, CatalogTable table, JsonReference reference) {
        List<String> ids = new ArrayList<>();
        UnaryOperator<String> noting = id -> {
            ids.add(id);
            return id;
        };
        for (Map<String, String> row : rows.of(table.name())) {
            String document = row.get(reference.column());
            if (document != null) {
                DocumentIds.replaced(document, Map.of(reference.path(), noting));
            }
        }
        return ids;
    }

    private static List<String> texts(TenantRows rows, CatalogTable table, JsonReference reference) {
        return rows.of(table.name()).stream()
                .map(row -> row.get(reference.column()))
                .map(document -> document == null ? "NULL" : DocumentIds.withoutDigits(document))
                .toList();
    }

    /** A colour for every row, refined step by step: two graphs with different colours are different graphs. */
    private static final class Colours {

        private final PlatformUnderTest platform;
        private final TenantRows rows;
        private final Map<TableName, Identities> identities = new TreeMap<>();
        private final Map<List<Object>, Map<String, String>> targets = new HashMap<>();
        private Map<Map<String, String>, String> colours = new IdentityHashMap<>();

        Colours(PlatformUnderTest platform, TenantRows rows) {
            this.platform = platform;
            this.rows = rows;
            for (CatalogTable table : platform.catalog.ownedTables()) {
                Identities identity = Identities.of(platform, table);
                identities.put(table.name(), identity);
                rows.of(table.name())
                        .forEach(row -> colours.put(
                                row, shortened(table.name() + " " + TenantRows.values(row, identity.plain()))));
                platform.catalog
                        .referencesTo(table.name())
                        .forEach(reference -> index(table, reference.parentColumns()));
                platform.catalog.ownedTables().stream()
                        .flatMap(other -> other.jsonReferences().stream())
                        .filter(json -> json.parent().equals(table.name()))
                        .forEach(json -> index(table, List.of(json.parentColumn())));
            }
            for (int i = 0; i < DEPTH; i++) {
                refine();
            }
        }

        private void index(CatalogTable table, List<String> columns) {
            rows.of(table.name())
                    .forEach(row -> targets.put(
                            List.of(
                                    table.name(),
                                    columns,
                                    TenantRows.values(row, columns).toString()),
                            row));
        }

        Map<TableName, List<String>> byTable() {
            Map<TableName, List<String>> byTable = new TreeMap<>();
            rows.tables()
                    .forEach((table, all) -> byTable.put(
                            table, all.stream().map(colours::get).sorted().toList()));
            return byTable;
        }

        private void refine() {
            Map<Map<String, String>, String> refined = new IdentityHashMap<>();
            Map<Map<String, String>, List<String>> incoming = new IdentityHashMap<>();
            for (CatalogTable table : platform.catalog.ownedTables()) {
                for (Map<String, String> row : rows.of(table.name())) {
                    refined.put(row, colours.get(row) + outgoing(table, row, incoming) + documents(table, row));
                }
            }
            refined.replaceAll((row, colour) -> shortened(colour
                    + incoming.getOrDefault(row, List.of()).stream().sorted().toList()));
            colours = refined;
        }

        private String outgoing(
                CatalogTable table, Map<String, String> row, Map<Map<String, String>, List<String>> incoming) {
            StringBuilder out = new StringBuilder();
            for (Reference reference : identities.get(table.name()).links()) {
                out.append('|');
                if (Identities.speaks(reference, row)) {
                    Map<String, String> target = target(
                            reference.parent(), reference.parentColumns(), TenantRows.values(row, reference.columns()));
                    out.append(target == null ? "outside" : colours.get(target));
                    if (target != null) {
                        incoming.computeIfAbsent(target, any -> new ArrayList<>())
                                .add(reference.name() + colours.get(row));
                    }
                }
            }
            return out.toString();
        }

        private Map<String, String> target(TableName table, List<String> columns, List<String> values) {
            return targets.get(List.of(table, columns, values.toString()));
        }

        private String documents(CatalogTable table, Map<String, String> row) {
            Map<String, Map<String, UnaryOperator<String>>> columns = new TreeMap<>();
            for (JsonReference json : table.jsonReferences()) {
                columns.computeIfAbsent(json.column(), any -> new TreeMap<>()).put(json.path(), id -> {
                    Map<String, String> target = target(json.parent(), List.of(json.parentColumn()), List.of(id));
                    return target == null ? "outside" : colours.get(target);
                });
            }
            StringBuilder out = new StringBuilder();
            columns.forEach((column, paths) -> {
                String document = row.get(column);
                out.append(document == null ? "NULL" : DocumentIds.replaced(document, paths));
            });
            return out.toString();
        }

        private static String shortened(String text) {
            long hash = 0xcbf29ce484222325L;
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
            }
            return Long.toHexString(hash);
        }
    }
}
