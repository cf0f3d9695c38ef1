// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

import dev.tenantbackup.random.RandomColumn.Copy;
import dev.tenantbackup.random.RandomColumn.Filling;
import dev.tenantbackup.random.RandomColumn.Numbering;
import dev.tenantbackup.random.RandomReference.OnDelete;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes a schema that several tenants share, 3 to 12 tables, from a source of random numbers. */
final class SchemaMaker {

    private static final List<String> NAMES = List.of(
            "orders", "Order Lines", "select", "menu_items", "x", "users", "Files", "prices", "tags", "notes", "seats");
    private static final int DEEPEST = 4;

    private final Random random;
    private final List<TableDraft> drafts = new ArrayList<>();
    private final ColumnMaker columns;
    private final String tenantColumn;
    private final RandomColumn tenantKey;
    private @Nullable TableDraft root;
    private int constraints;
    private int count;

    private SchemaMaker(Random random) {
        this.random = random;
        this.columns = new ColumnMaker(random, drafts);
        this.tenantColumn = oneIn(4) ? "Customer No" : "tenant_id";
        this.tenantKey = columns.keyColumn("id");
    }

    static RandomSchema make(Random random) {
        return new SchemaMaker(random).make();
    }

    private RandomSchema make() {
        count = 3 + random.nextInt(10);
        if (!oneIn(7)) {
            root = makeRoot();
        }
        int shared = Math.min(random.nextInt(3), count - 2);
        for (int i = 0; i < shared; i++) {
            makeShared("shared " + i);
        }
        while (drafts.size() < count) {
            makeOwned(NAMES.get(drafts.size() % NAMES.size()) + drafts.size());
        }
        referBack();
        return new RandomSchema(
                drafts.stream().map(TableDraft::table).toList(), tenantColumn, tenantKey, random.nextBoolean());
    }

    private TableDraft makeRoot() {
        TableDraft table = draft("tenants");
        table.key(table.add(tenantKey));
        table.add(RandomColumn.of("name", ValueType.TEXT, false).withLength(60));
        table.owner(new Owner.Root("id"), 0);
        columns.content(table);
        columns.uniqueAcross(table);
        return table;
    }

    private void makeShared(String name) {
        TableDraft table = draft(name);
        table.key(table.add(RandomColumn.of("id", ValueType.INTEGER, false).with(Filling.FRESH)));
        table.unique(table.add(RandomColumn.of("code", ValueType.TEXT, false).with(Filling.FRESH)));
        table.owner(new Owner.Shared(List.of("code")), 0);
        columns.content(table);
    }

    private void makeOwned(String name) {
        List<TableDraft> parents = parents();
        TableDraft table = new TableDraft(name);
        TableDraft waiting = withoutReferrers();
        if (waiting == null && drafts.size() < count - 1 && oneIn(8)) {
            table.key(table.add(columns.keyColumn("id")));
            table.owner(new Owner.ByReferrers(), DEEPEST);
            drafts.add(table);
            columns.content(table);
            return;
        }
        if (parents.isEmpty() || oneIn(3)) {
            ownByColumn(table);
        } else {
            switch (random.nextInt(6)) {
                case 0, 1 -> ownThroughOne(table, parents);
                case 2 -> ownBySeveral(table, parents);
                case 3 -> ownByColumnOrElse(table, parents);
                case 4 -> link(table, parents);
                default -> ownByColumn(table);
            }
        }
        drafts.add(table);
        if (waiting != null) {
            refer(table, waiting, oneIn(2));
        }
        references(table);
        columns.uniques(table);
        columns.content(table);
    }

    /** Tables of tenants that can be referred to, and from which another step leads not too far away. */
    private List<TableDraft> parents() {
        return drafts.stream()
                .filter(table -> table.owner().isTenants() && table != root)
                .filter(table -> !table.referable().isEmpty() && table.depth() < DEEPEST)
                .toList();
    }

    /** A table whose rows belong to whoever refers to them, as long as nothing does. */
    private @Nullable TableDraft withoutReferrers() {
        return drafts.stream()
                .filter(table -> table.owner() instanceof Owner.ByReferrers)
                .filter(table -> drafts.stream()
                        .flatMap(other -> other.references().stream())
                        .noneMatch(reference -> reference.parent().equals(table.name())))
                .findFirst()
                .orElse(null);
    }

    private void addTenantColumn(TableDraft table, boolean nullable) {
        RandomColumn column =
                RandomColumn.of(tenantColumn, tenantKey.type(), nullable).withLength(tenantKey.length());
        if (nullable) {
            table.add(column);
        } else {
            table.tenantColumn(column);
        }
        if (root != null && !oneIn(8)) {
            OnDelete onDelete = oneIn(3) ? OnDelete.CASCADE : OnDelete.NO_ACTION;
            table.references()
                    .add(new RandomReference(
                            constraint("fk"),
                            table.name(),
                            List.of(tenantColumn),
                            root.name(),
                            root.key(),
                            onDelete,
                            true));
        }
    }

    private void ownByColumn(TableDraft table) {
        if (oneIn(3)) {
            addTenantColumn(table, false);
            table.key(
                    tenantColumn,
                    table.add(RandomColumn.of("nr", pick(ValueType.INTEGER, ValueType.TEXT), false)
                            .with(Filling.SMALL)));
        } else {
            plainKey(table);
            addTenantColumn(table, false);
        }
        table.owner(new Owner.ByColumn(tenantColumn, List.of()), 0);
    }

    private void ownThroughOne(TableDraft table, List<TableDraft> parents) {
        TableDraft parent = pick(parents);
        int shape = random.nextInt(4);
        if (shape >= 2) {
            plainKey(table);
        }
        RandomReference step = refer(table, parent, false);
        if (shape == 0) {
            List<String> key = new ArrayList<>(step.columns());
            key.add(table.add(RandomColumn.of("line", ValueType.INTEGER, false).with(Filling.SMALL)));
            table.key(key);
        } else if (shape == 1) {
            table.key(step.columns());
        }
        table.owner(new Owner.Through(List.of(step)), parent.depth() + 1);
    }

    private void ownBySeveral(TableDraft table, List<TableDraft> parents) {
        plainKey(table);
        List<RandomReference> steps = new ArrayList<>();
        int depth = 0;
        for (int i = 2 + random.nextInt(2); i > 0; i--) {
            TableDraft parent = pick(parents);
            steps.add(refer(table, parent, true));
            depth = Math.max(depth, parent.depth() + 1);
        }
        table.owner(new Owner.Through(steps), depth);
    }

    private void ownByColumnOrElse(TableDraft table, List<TableDraft> parents) {
        plainKey(table);
        addTenantColumn(table, true);
        TableDraft parent = pick(parents);
        RandomReference step = refer(table, parent, true);
        table.owner(new Owner.ByColumn(tenantColumn, List.of(step)), parent.depth() + 1);
    }

    /** Many to many. */
    private void link(TableDraft table, List<TableDraft> parents) {
        TableDraft one = pick(parents);
        RandomReference left = refer(table, one, false);
        RandomReference right = refer(table, pick(parents), false);
        List<String> key = new ArrayList<>(left.columns());
        right.columns().stream().filter(column -> !key.contains(column)).forEach(key::add);
        if (!oneIn(4)) {
            table.key(key);
        }
        table.owner(new Owner.Through(List.of(left)), one.depth() + 1);
    }

    private void plainKey(TableDraft table) {
        int kind = random.nextInt(9);
        if (kind == 0) {
            return;
        }
        List<TableDraft> shared =
                drafts.stream().filter(other -> !other.owner().isTenants()).toList();
        if (kind == 2 && !shared.isEmpty()) {
            TableDraft parent = pick(shared);
            RandomReference reference =
                    table.refer(constraint("fk"), parent, parent.key(), false, OnDelete.NO_ACTION, true);
            List<String> key = new ArrayList<>(reference.columns());
            key.add(table.add(columns.keyColumn("id").with(Numbering.NONE)));
            table.key(key);
            return;
        }
        if (kind == 1) {
            table.key(
                    table.add(RandomColumn.of("code", ValueType.TEXT, false)
                            .with(Filling.SMALL)
                            .with(Copy.RENEWED)),
                    table.add(RandomColumn.of("nr", ValueType.INTEGER, false)
                            .with(Filling.FRESH)
                            .with(Copy.RENEWED)));
            return;
        }
        table.key(table.add(columns.keyColumn("id")));
    }

    private void references(TableDraft table) {
        List<TableDraft> shared =
                drafts.stream().filter(other -> !other.owner().isTenants()).toList();
        if (!shared.isEmpty() && oneIn(2)) {
            TableDraft parent = pick(shared);
            table.refer(constraint("fk"), parent, parent.key(), oneIn(2), OnDelete.NO_ACTION, true);
        }
        List<TableDraft> parents =
                parents().stream().filter(other -> other != table).toList();
        if (!parents.isEmpty() && oneIn(3)) {
            refer(table, pick(parents), oneIn(2));
        }
        if (!table.referable().isEmpty() && oneIn(4)) {
            refer(table, table, true);
        }
    }

    /** References from earlier tables to later ones: circles. */
    private void referBack() {
        for (int i = random.nextInt(3); i > 0; i--) {
            TableDraft from = pick(drafts);
            List<TableDraft> later = drafts.subList(drafts.indexOf(from) + 1, drafts.size()).stream()
                    .filter(to -> to.owner().isTenants() && !to.referable().isEmpty())
                    .toList();
            boolean canRefer = from.owner().isTenants() && !(from.owner() instanceof Owner.ByReferrers);
            if (canRefer && !later.isEmpty()) {
                refer(from, pick(later), true);
            }
        }
    }

    private RandomReference refer(TableDraft table, TableDraft parent, boolean nullable) {
        List<List<String>> keys = parent.referable();
        OnDelete onDelete = nullable
                ? pick(OnDelete.NO_ACTION, OnDelete.SET_NULL, OnDelete.SET_NULL, OnDelete.CASCADE)
                : pick(OnDelete.NO_ACTION, OnDelete.RESTRICT, OnDelete.CASCADE);
        return table.refer(
                constraint("fk"), parent, oneIn(5) ? pick(keys) : keys.get(0), nullable, onDelete, !oneIn(12));
    }

    private TableDraft draft(String name) {
        TableDraft table = new TableDraft(name);
        drafts.add(table);
        return table;
    }

    private String constraint(String prefix) {
        return prefix + ++constraints;
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    @SafeVarargs
    private <T> T pick(T... values) {
        return values[random.nextInt(values.length)];
    }
}
