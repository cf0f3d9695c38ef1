// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.file;

import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.catalog.ColumnRule;
import dev.tenantbackup.catalog.JsonReferenceDeclaration;
import dev.tenantbackup.catalog.OwnershipDeclaration;
import dev.tenantbackup.catalog.ReferenceDeclaration;
import dev.tenantbackup.catalog.RootDeclaration;
import dev.tenantbackup.catalog.TableDeclaration;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.catalog.TriggerRule;
import dev.tenantbackup.catalog.UniqueRule;
import dev.tenantbackup.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Declarations of every kind with names and texts of every kind, the same for the same seed. */
final class RandomDeclarations {

    private static final List<String> ODD = List.of(
            "",
            " ",
            "0",
            "007",
            "1e3",
            "true",
            "Yes",
            "null",
            "~",
            "# no comment",
            "a: b",
            "- a",
            "'",
            "\"",
            "\\",
            "\t",
            "two\nlines",
            "*alias",
            "&anchor",
            "%",
            "@",
            "`",
            "{",
            "]",
            ",",
            "é",
            "\u2028",
            "\ud83c\udf55",
            "\u0007",
            "=",
            "<<",
            "a #b",
            "trailing ",
            ":tenant",
            "|",
            ">",
            "!tag",
            "1_000",
            "0x1F",
            "12:30",
            "2026-01-01",
            ".inf");

    private final Random random;

    RandomDeclarations(long seed) {
        random = new Random(seed);
    }

    CatalogDeclarations declarations() {
        CatalogDeclarations.Builder builder = CatalogDeclarations.builder();
        if (random.nextBoolean()) {
            RootDeclaration root = RootDeclaration.of(table())
                    .withKeyColumn(random.nextBoolean() ? name() : null)
                    .withNameColumn(random.nextBoolean() ? name() : null)
                    .withActiveWhere(random.nextBoolean() ? text() : null);
            builder.tenantTable(random.nextBoolean() ? root.withActiveFlag(name(), text(), text()) : root);
        }
        builder.tenantColumn(names().toArray(String[]::new));
        IntStream.range(0, random.nextInt(6)).forEach(i -> builder.table(table(TableName.of("t" + i + plain()))));
        if (random.nextBoolean()) {
            Map<TableName, Set<String>> accepted = new TreeMap<>();
            IntStream.range(0, random.nextInt(4)).forEach(i -> accepted.put(table(), new TreeSet<>(names())));
            builder.accepted(accepted);
        }
        if (random.nextBoolean()) {
            builder.strictColumns();
        }
        return builder.build();
    }

    private TableDeclaration table(TableName name) {
        TableDeclaration.Builder table = TableDeclaration.builder(name);
        if (random.nextBoolean()) {
            table.ownership(ownership());
        }
        repeat(() -> table.reference(reference()));
        repeat(() -> table.polymorphic(name(), name(), Map.of(text(), table().toString(), "Order", "orders")));
        repeat(() -> table.jsonReference(new JsonReferenceDeclaration(
                name(), "$[*]." + name(), table(), random.nextBoolean() ? plain() : null)));
        repeat(() -> table.textReference(name(), pick(List.of("*", "/orders/*", "# *", "*: x", "a*")), plain()));
        repeat(() -> table.notReferences(name()));
        repeat(() -> table.columnRule(name(), pick(List.of(ColumnRule.values()))));
        repeat(() -> table.uniqueRule(name(), pick(List.of(UniqueRule.values()))));
        repeat(() -> table.triggerRule(text(), new TriggerRule(names())));
        if (random.nextBoolean()) {
            table.rule(pick(List.of(TableRule.values())));
        }
        return table.build();
    }

    private OwnershipDeclaration ownership() {
        return switch (random.nextInt(6)) {
            case 0 -> new OwnershipDeclaration.ByColumn(name(), names());
            case 1 -> new OwnershipDeclaration.Through(List.of(name(), name() + "," + name()));
            case 2 -> new OwnershipDeclaration.ByReferrers();
            case 3 -> new OwnershipDeclaration.Where(text());
            case 4 -> new OwnershipDeclaration.Shared(names());
            default -> new OwnershipDeclaration.Excluded("because " + text());
        };
    }

    private ReferenceDeclaration reference() {
        List<String> to =
                IntStream.range(0, random.nextInt(3)).mapToObj(i -> plain()).toList();
        ReferenceDeclaration reference = ReferenceDeclaration.of(List.of(name(), name()), table(), to);
        return (random.nextBoolean() ? reference.named(text()) : reference).withNone(names().toArray(String[]::new));
    }

    private void repeat(Runnable action) {
        IntStream.range(0, random.nextInt(3)).forEach(i -> action.run());
    }

    private TableName table() {
        return random.nextInt(4) == 0 ? TableName.of(plain(), plain()) : TableName.of(plain());
    }

    private Set<String> distinctNames() {
        Set<String> names = new TreeSet<>();
        repeat(() -> names.add(name()));
        return names;
    }

    private List<String> names() {
        return List.copyOf(distinctNames());
    }

    private String name() {
        return random.nextInt(5) == 0 ? text() : plain();
    }

    private String plain() {
        return pick(List.of("orders", "Menu Items", "order_lines", "x", "ÄRA", "no", "a-b", "true"))
                + random.nextInt(100);
    }

    private String text() {
        return random.nextBoolean() ? pick(ODD) : pick(ODD) + plain() + pick(ODD);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
