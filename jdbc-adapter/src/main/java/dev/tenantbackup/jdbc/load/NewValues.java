// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.database.TenantWriter.TextRewriter;
import dev.tenantbackup.jdbc.dialect.Dialect;
import dev.tenantbackup.jdbc.load.BatchUpdate.Target;
import dev.tenantbackup.jdbc.load.StagingTable.Change;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.remap.KeyDomain;
import dev.tenantbackup.schema.Column;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.Result;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Fills the key maps, and the columns beside staged ones whose new value Java makes, in batches of bounded size. */
final class NewValues {

    private static final int BATCH = 500;

    private final LoadScope scope;

    NewValues(LoadScope scope) {
        this.scope = scope;
    }

    /** Lets the database make a new value for every staged one. */
    void allocate(KeyDomain domain) {
        KeyMap map = scope.staging().map(domain);
        Table<?> old = DSL.table(DSL.name("v"));
        Field<Object> value = SqlTables.column(old, KeyMap.OLD);
        Field<?> fresh =
                switch (domain.allocation()) {
                    case UUID -> scope.writing().newUuid();
                    case GENERATOR, NEXT_NUMBER -> scope.writing().newNumber(domain.table(), map.column(), value);
                    case SUFFIX, MINT ->
                        throw new IllegalArgumentException("new values of " + domain + " are made by the caller");
                };
        scope.sql()
                .execute(
                        "insert into {0} ({1}, {2}) select {3}, {4} from ({5}) as {6}",
                        map.name(),
                        DSL.name(KeyMap.OLD),
                        DSL.name(KeyMap.NEW),
                        value,
                        fresh,
                        distinctValues(domain),
                        old);
        index(map);
    }

    /** Records new values made by the caller. */
    void allocate(KeyDomain domain, TextRewriter texts) throws SQLException {
        KeyMap map = scope.staging().map(domain);
        scope.sql().execute("insert into {0} ({1}) {2}", map.name(), DSL.name(KeyMap.OLD), distinctValues(domain));
        scope.writing().temporaryTables().index(map.name(), List.of(List.of(KeyMap.OLD)));
        BatchUpdate update =
                scope.writing().batchUpdate(new Target(map.name(), KeyMap.NEW, map.column(), KeyMap.OLD, map.column()));
        String after = null;
        List<String> batch = values(map, after);
        while (!batch.isEmpty()) {
            update.run(batch, texts.rewrite(new ArrayList<@Nullable String>(batch)));
            after = batch.get(batch.size() - 1);
            batch = values(map, after);
        }
        scope.writing().temporaryTables().index(map.name(), List.of(List.of(KeyMap.NEW)));
        scope.writing().temporaryTables().analyze(map.name());
    }

    /** Records one pair. */
    void preset(KeyDomain domain, String oldValue, String newValue) throws SQLException {
        KeyMap map = scope.staging().map(domain);
        String insert = "insert into " + render(map.name()) + " (" + render(DSL.name(KeyMap.OLD)) + ", "
                + render(DSL.name(KeyMap.NEW)) + ") values (" + parameter(map.column()) + ", "
                + parameter(map.column()) + ")";
        try (PreparedStatement statement = scope.session().connection().prepareStatement(insert)) {
            bind(statement, 1, map.column(), oldValue);
            bind(statement, 2, map.column(), newValue);
            statement.executeUpdate();
        }
    }

    private void index(KeyMap map) {
        scope.writing().temporaryTables().index(map.name(), KeyMap.uniqueKeys());
        scope.writing().temporaryTables().analyze(map.name());
    }

    private Select<? extends Record> distinctValues(KeyDomain domain) {
        StagingTable table = scope.staging().table(domain.table());
        Table<?> staged = table.as("s");
        Field<Object> value = SqlTables.column(staged, domain.column());
        return DSL.selectDistinct(value.as(DSL.name(KeyMap.OLD)))
                .from(staged)
                .where(StagingTable.is(staged, Change.INSERT))
                .and(value.isNotNull())
                .orderBy(DSL.inline(1));
    }

    private List<String> values(KeyMap map, @Nullable String after) {
        Table<?> table = map.as("m");
        Field<Object> old = SqlTables.column(table, KeyMap.OLD);
        Field<String> text = dialect().textOf(map.column(), old);
        Condition behind = after == null
                ? DSL.noCondition()
                : dialect().bytesOf(text).coerce(Object.class).gt(bytes(after));
        return scope.sql()
                .select(text)
                .from(table)
                .where(SqlTables.column(table, KeyMap.NEW).isNull())
                .and(behind)
                .orderBy(dialect().bytesOf(text))
                .limit(BATCH)
                .fetch(0, String.class);
    }

    private Field<Object> bytes(String text) {
        return dialect().bytesOf(DSL.val(text)).coerce(Object.class);
    }

    /** All new values of a domain by the old ones. */
    Map<String, String> of(KeyDomain domain) {
        KeyMap map = scope.staging().map(domain);
        Table<?> table = map.as("m");
        Map<String, String> all = new HashMap<>();
        scope.sql()
                .select(
                        dialect().textOf(map.column(), SqlTables.column(table, KeyMap.OLD)),
                        dialect().textOf(map.column(), SqlTables.column(table, KeyMap.NEW)))
                .from(table)
                .forEach(row -> all.put(row.value1(), row.value2()));
        return all;
    }

    /** The new values of those old ones that have one. */
    Map<String, String> of(KeyDomain domain, Set<String> oldValues) {
        KeyMap map = scope.staging().map(domain);
        Table<?> table = map.as("m");
        Field<Object> old = SqlTables.column(table, KeyMap.OLD);
        Map<String, String> found = new HashMap<>();
        List<Field<Object>> wanted = new ArrayList<>();
        for (String value : oldValues) {
            dialect().comparand(map.column(), value).ifPresent(field -> wanted.add(field.coerce(Object.class)));
        }
        for (int from = 0; from < wanted.size(); from += BATCH) {
            List<Field<Object>> some = wanted.subList(from, Math.min(wanted.size(), from + BATCH));
            scope.sql()
                    .select(
                            dialect().textOf(map.column(), old),
                            dialect().textOf(map.column(), SqlTables.column(table, KeyMap.NEW)))
                    .from(table)
                    .where(old.in(some))
                    .forEach(row -> found.put(row.value1(), row.value2()));
        }
        return found;
    }

    /** The only new value of a domain. */
    String single(KeyDomain domain) {
        KeyMap map = scope.staging().map(domain);
        Table<?> table = map.as("m");
        List<String> all = scope.sql()
                .select(dialect().textOf(map.column(), SqlTables.column(table, KeyMap.NEW)))
                .from(table)
                .limit(2)
                .fetch(0, String.class);
        if (all.size() != 1) {
            throw new IllegalStateException("the backup holds " + (all.isEmpty() ? "no" : "more than one") + " row of "
                    + domain.table() + ", the table of tenants");
        }
        return all.get(0);
    }

    /** Gives the column beside a staged one its texts. */
    void rewrite(StagingTable table, String column, TextRewriter newTexts) throws SQLException {
        Column described = table.plan().column(column);
        BatchUpdate update = scope.writing()
                .batchUpdate(new Target(
                        table.name(),
                        table.newColumn(column),
                        described,
                        StagingTable.NUMBER,
                        StagingTable.NUMBER_COLUMN));
        long after = -1;
        Result<Record2<Long, String>> batch = staged(table, described, after);
        while (!batch.isEmpty()) {
            List<String> numbers = new ArrayList<>();
            List<@Nullable String> texts = new ArrayList<>();
            batch.forEach(row -> {
                numbers.add(Long.toString(row.value1()));
                texts.add(row.value2());
            });
            update.run(numbers, newTexts.rewrite(texts));
            after = batch.get(batch.size() - 1).value1();
            batch = staged(table, described, after);
        }
    }

    private Result<Record2<Long, String>> staged(StagingTable table, Column column, long after) {
        Table<?> staged = table.as("s");
        Field<Long> number = SqlTables.column(staged, StagingTable.NUMBER).coerce(Long.class);
        return scope.sql()
                .select(number, dialect().textOf(column, SqlTables.column(staged, column.name())))
                .from(staged)
                .where(StagingTable.is(staged, Change.INSERT, Change.UPDATE))
                .and(number.gt(after))
                .orderBy(number)
                .limit(BATCH)
                .fetch();
    }

    private void bind(PreparedStatement statement, int parameter, Column column, @Nullable String text)
            throws SQLException {
        if (text == null) {
            statement.setNull(parameter, Types.VARCHAR);
        } else {
            statement.setObject(parameter, dialect().bindable(column, text));
        }
    }

    private String parameter(Column column) {
        return render(dialect().valueOf(column, DSL.field(DSL.raw("?"))));
    }

    private String render(QueryPart part) {
        return scope.sql().render(part);
    }

    private Dialect dialect() {
        return scope.dialect();
    }
}
