// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.load;

import dev.tenantbackup.database.MemoryReader;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.database.TenantWriter;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.FiredRule;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.plan.LoadStep;
import dev.tenantbackup.plan.TableKeys;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.remap.KeyDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A database of one tenant in memory that carries out steps as they are told, and insists on the order of calls that the
 * SPI fixes. What a trigger or a cascade would do can be said beforehand.
 */
final class StrictWriter implements TenantWriter {

    private enum Stage {
        STAGING,
        SEALED,
        CHECKED,
        SETTLED,
        COMMITTED,
        CLOSED
    }

    private final LoadPlan plan;
    private final Map<TableName, List<Row>> live;
    private final Map<TableName, List<String>> columns;
    private final Map<TableName, List<Row>> inserts = new HashMap<>();
    private final Map<TableName, List<Row>> updates = new HashMap<>();
    private final Map<TableName, List<Row>> deletes = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private UnaryOperator<Row> onInsert = row -> row;
    private Map<TableName, Long> counted = Map.of();
    private long lostRows;
    private boolean staging;
    private Stage stage = Stage.STAGING;

    StrictWriter(LoadPlan plan, MemoryRows before) {
        this.plan = plan;
        this.live = new TreeMap<>();
        this.columns = new TreeMap<>();
        for (TableName table : before.tables()) {
            List<Row> rows = new ArrayList<>();
            try (RowStream stream = before.rows(table)) {
                for (Row row = stream.next(); row != null; row = stream.next()) {
                    rows.add(row);
                }
            }
            live.put(table, rows);
            columns.put(table, before.columns(table));
        }
    }

    /** What a trigger makes of an inserted row. */
    StrictWriter changingInsertedRows(UnaryOperator<Row> trigger) {
        onInsert = trigger;
        return this;
    }

    /** So many rows fewer are written by an insert than it is told to. */
    StrictWriter losing(long rows) {
        lostRows = rows;
        return this;
    }

    /** What the database claims to have changed. */
    StrictWriter counting(Map<TableName, Long> changes) {
        counted = changes;
        return this;
    }

    List<Row> live(String table) {
        return List.copyOf(live.getOrDefault(TableName.of(table), List.of()));
    }

    List<String> calls() {
        return List.copyOf(calls);
    }

    boolean isCommitted() {
        return calls.contains("commit");
    }

    private void require(Stage... allowed) {
        if (!Set.of(allowed).contains(stage)) {
            throw new AssertionError("not to be called in stage " + stage + ", after " + calls);
        }
        if (staging) {
            throw new AssertionError("the sink is still open");
        }
    }

    @Override
    public TenantReader reader() {
        return new MemoryReader(live, columns);
    }

    @Override
    public StagingSink stage(TableName table) {
        require(Stage.STAGING);
        staging = true;
        return new StagingSink() {
            @Override
            public void insert(Row row) {
                inserts.computeIfAbsent(table, name -> new ArrayList<>()).add(row);
            }

            @Override
            public void update(Row row) {
                updates.computeIfAbsent(table, name -> new ArrayList<>()).add(row);
            }

            @Override
            public void delete(Row row) {
                deletes.computeIfAbsent(table, name -> new ArrayList<>()).add(row);
            }

            @Override
            public void close() {
                staging = false;
            }
        };
    }

    @Override
    public void seal() {
        require(Stage.STAGING);
        calls.add("seal");
        stage = Stage.SEALED;
    }

    @Override
    public void allocate(KeyDomain domain) {
        require(Stage.SEALED);
        calls.add("allocate " + domain);
    }

    @Override
    public void allocate(KeyDomain domain, TextRewriter newValues) {
        require(Stage.SEALED);
        calls.add("allocate " + domain + " " + newValues.rewrite(values(domain.table(), domain.column())));
    }

    @Override
    public void preset(KeyDomain domain, String oldValue, String newValue) {
        require(Stage.SEALED);
        calls.add("preset " + domain + " " + oldValue + " -> " + newValue);
    }

    @Override
    public Pairs pair(TableName table) {
        require(Stage.SEALED);
        calls.add("pair " + table);
        return new Pairs(0, List.of());
    }

    @Override
    public Map<String, String> newValues(KeyDomain domain) {
        throw new AssertionError("all values of a domain are more than memory holds");
    }

    @Override
    public Map<String, String> newValues(KeyDomain domain, Set<String> oldValues) {
        require(Stage.SEALED);
        return oldValues.stream().collect(Collectors.toMap(old -> old, old -> "10" + old));
    }

    @Override
    public void rewrite(TableName table, String column, TextRewriter newTexts) {
        require(Stage.SEALED);
        calls.add("rewrite " + table + "." + column + " " + newTexts.rewrite(values(table, column)));
    }

    private List<@Nullable String> values(TableName table, String column) {
        int position = plan.table(table).position(column);
        List<@Nullable String> values = new ArrayList<>();
        inserts.getOrDefault(table, List.of()).forEach(row -> values.add(row.value(position)));
        return values;
    }

    @Override
    public TenantId tenant() {
        return TenantId.of("77");
    }

    @Override
    public List<FiredRule> treatDirtyReferences() {
        require(Stage.SEALED);
        return List.of();
    }

    @Override
    public RowStream clearedReferences(TableName table) {
        return RowStream.empty(plan.table(table).key());
    }

    @Override
    public List<Conflict> conflicts() {
        require(Stage.SEALED, Stage.CHECKED);
        stage = Stage.CHECKED;
        return List.of();
    }

    @Override
    public long execute(LoadStep step) {
        require(Stage.CHECKED);
        calls.add(step.describe());
        TablePlan table = plan.table(step.table());
        List<Row> rows = live.computeIfAbsent(step.table(), name -> new ArrayList<>());
        if (step instanceof LoadStep.Insert) {
            List<Row> added = inserts.getOrDefault(step.table(), List.of());
            long written = added.size() - lostRows;
            added.stream().limit(written).map(onInsert).forEach(rows::add);
            rows.sort(table.order());
            return written;
        } else if (step instanceof LoadStep.Update) {
            List<Row> changed = updates.getOrDefault(step.table(), List.of());
            changed.forEach(row -> rows.replaceAll(old -> table.order().compare(old, row) == 0 ? row : old));
            return changed.size();
        } else if (step instanceof LoadStep.Delete) {
            List<Row> gone = deletes.getOrDefault(step.table(), List.of());
            int before = rows.size();
            rows.removeAll(gone);
            return before - rows.size();
        }
        return 0;
    }

    @Override
    public void settle() {
        require(Stage.CHECKED);
        calls.add("settle");
        stage = Stage.SETTLED;
    }

    @Override
    public RowStream rowsAsArchived(TableName table) {
        require(Stage.SETTLED);
        calls.add("read back " + table);
        return RowStream.of(plan.table(table).columns(), live.getOrDefault(table, List.of()));
    }

    @Override
    public Map<TableName, Long> countedByDatabase() {
        require(Stage.SETTLED);
        calls.add("count");
        return counted;
    }

    @Override
    public TableKeys changedKeys(TableName table, int most) {
        require(Stage.SETTLED);
        return new TableKeys(List.of(), List.of(), List.of(), false);
    }

    @Override
    public void commit() {
        require(Stage.SETTLED);
        calls.add("commit");
        stage = Stage.COMMITTED;
    }

    @Override
    public void close() {
        stage = Stage.CLOSED;
    }
}
