// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.random.RandomColumn.Copy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares a tenant's rows with a copy of them under new keys: both are the same graph, and no reference of the copy leads
 * to a row of somebody else. Rows are told apart by what they hold, what they refer to and what refers to them, several
 * references deep; the library's own map of keys is not asked.
 */
final class GraphCheck {

    private static final int DEPTH = 6;

    private final RandomSchema schema;
    private final Contents all;
    private final Owners owners;

    /** @param all every row there is, the copy among them */
    GraphCheck(RandomSchema schema, Contents all) {
        this.schema = schema;
        this.all = all;
        this.owners = new Owners(schema, all);
    }

    /**
     * Checks that a tenant is a copy of another.
     *
     * @param others all rows but the copy's
     */
    void assertIsCopy(Contents others, String source, String copy, String newName) {
        Contents copied = owners.rowsOf(copy);
        assertIsCopy(others, owners.rowsOf(source), copied);
        schema.root()
                .ifPresent(root -> assertThat(copied.of(root.name()))
                        .extracting(row -> row.get("name"))
                        .containsExactly(newName));
        for (RandomTable table : schema.tables()) {
            table.columns().stream()
                    .filter(column -> column.copy() == Copy.EMPTIED)
                    .forEach(column -> assertThat(copied.of(table.name()))
                            .as(table.name() + "." + column.name())
                            .allMatch(row -> row.get(column.name()) == null));
        }
    }

    /**
     * Checks that a tenant's rows are a copy of another's, and that its own row is still its own.
     *
     * @param others all rows but the target's
     */
    void assertTakesThePlaceOf(Contents others, String source, String target) {
        assertIsCopy(others, owners.rowsOf(source), owners.rowsOf(target));
    }

    private void assertIsCopy(Contents others, Contents original, Contents copied) {
        assertThat(all.minus(copied).sorted()).as("all rows but the copy").isEqualTo(others.sorted());
        assertStaysInside(copied, copied);
        assertThat(colours(copied)).as("the graph of the copy").isEqualTo(colours(original));
    }

    /** Checks that rows are a tenant's, and refer to rows of that tenant only. */
    void assertBelongs(Contents rows, String tenant) {
        Contents own = owners.rowsOf(tenant);
        assertThat(rows.minus(own).isEmpty())
                .as("all of %s are of tenant %s", rows, tenant)
                .isTrue();
        assertStaysInside(own, own);
    }

    private void assertStaysInside(Contents rows, Contents own) {
        schema.tables().stream()
                .flatMap(table -> table.references().stream())
                .forEach(reference -> staysInside(reference, rows, own));
    }

    private void staysInside(RandomReference reference, Contents rows, Contents tenants) {
        Set<Map<String, @Nullable String>> own = Collections.newSetFromMap(new IdentityHashMap<>());
        own.addAll(tenants.of(reference.parent()));
        boolean toTenants = schema.table(reference.parent()).owner().isTenants();
        for (Map<String, @Nullable String> row : rows.of(reference.table())) {
            if (toTenants && !RandomTable.values(row, reference.columns()).contains(null)) {
                Map<String, @Nullable String> target = owners.target(reference, row);
                assertThat(target != null && own.contains(target))
                        .as(reference.name() + " of " + row + " leads to a row of the copy")
                        .isTrue();
            }
        }
    }

    /** A colour for every row, refined step by step: two graphs of different colours are different graphs. */
    private Map<String, List<String>> colours(Contents rows) {
        Map<Map<String, @Nullable String>, String> colours = new IdentityHashMap<>();
        for (RandomTable table : schema.tables()) {
            rows.of(table.name()).forEach(row -> colours.put(row, shortened(table.name() + plain(table, row))));
        }
        for (int i = 0; i < DEPTH; i++) {
            refine(rows, colours);
        }
        Map<String, List<String>> byTable = new TreeMap<>();
        rows.tables()
                .forEach((table, each) -> byTable.put(
                        table,
                        each.stream()
                                .map(row -> colours.getOrDefault(row, ""))
                                .sorted()
                                .toList()));
        return byTable;
    }

    private List<String> plain(RandomTable table, Map<String, @Nullable String> row) {
        Set<String> links = table.linkColumns(schema);
        boolean isRoot = table.owner() instanceof Owner.Root;
        List<String> values = new ArrayList<>();
        for (RandomColumn column : table.columns()) {
            String value = row.get(column.name());
            boolean isIdentity =
                    isRoot && (column.copy() != Copy.SAME || column.name().equals("name"));
            if (column.copy() != Copy.EMPTIED && !isIdentity) {
                boolean same = column.copy() == Copy.SAME && !links.contains(column.name());
                values.add(value == null ? "NULL" : same ? "=" + value : "some");
            }
        }
        return values;
    }

    private void refine(Contents rows, Map<Map<String, @Nullable String>, String> colours) {
        Map<Map<String, @Nullable String>, List<String>> incoming = new IdentityHashMap<>();
        Map<Map<String, @Nullable String>, String> refined = new IdentityHashMap<>();
        for (RandomTable table : schema.tables()) {
            for (Map<String, @Nullable String> row : rows.of(table.name())) {
                StringBuilder colour = new StringBuilder(colours.getOrDefault(row, ""));
                for (RandomReference reference : table.references()) {
                    Map<String, @Nullable String> target = owners.target(reference, row);
                    colour.append('|').append(target == null ? "" : colours.getOrDefault(target, "shared"));
                    if (target != null) {
                        incoming.computeIfAbsent(target, any -> new ArrayList<>())
                                .add(reference.name() + colours.getOrDefault(row, ""));
                    }
                }
                refined.put(row, colour.toString());
            }
        }
        refined.forEach((row, colour) -> colours.put(
                row,
                shortened(colour
                        + incoming.getOrDefault(row, List.of()).stream()
                                .sorted()
                                .toList())));
    }

    private static String shortened(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return Long.toHexString(hash);
    }
}
