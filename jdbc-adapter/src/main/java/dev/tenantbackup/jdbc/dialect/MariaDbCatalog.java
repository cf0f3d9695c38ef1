// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.dialect;

import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.Column.Identity;
import dev.tenantbackup.schema.ForeignKey.DeleteRule;
import dev.tenantbackup.schema.Trigger.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** MariaDB's information schema. Of a system-versioned table it shows the present: history is no row of the tenant's. */
final class MariaDbCatalog implements LiveCatalog {

    private static final Pattern SEQUENCE = Pattern.compile("nextval\\((.+)\\)");
    private static final Pattern JSON_CHECK = Pattern.compile("json_valid\\(`(.+)`\\)");

    private final DSLContext sql;
    private final QueryPart schemas;

    MariaDbCatalog(DSLContext sql, List<String> schemas) {
        this.sql = sql;
        this.schemas = DSL.list(schemas.stream().map(DSL::inline).toList());
    }

    @Override
    public String version() {
        return sql.resultQuery("select version()").fetchSingle(0, String.class);
    }

    @Override
    public List<Place> tables() {
        return fetch("select TABLE_SCHEMA, TABLE_NAME from information_schema.TABLES"
                        + " where TABLE_TYPE in ('BASE TABLE', 'SYSTEM VERSIONED') and TABLE_SCHEMA in ({0})")
                .map(MariaDbCatalog::place);
    }

    @Override
    public List<Place> neighbours() {
        return fetch("""
                        select TABLE_SCHEMA, TABLE_NAME from information_schema.KEY_COLUMN_USAGE
                         where REFERENCED_TABLE_SCHEMA in ({0}) and TABLE_SCHEMA not in ({0})
                        union
                        select REFERENCED_TABLE_SCHEMA, REFERENCED_TABLE_NAME from information_schema.KEY_COLUMN_USAGE
                         where TABLE_SCHEMA in ({0}) and REFERENCED_TABLE_SCHEMA not in ({0})""").map(MariaDbCatalog::place);
    }

    @Override
    public List<ColumnFact> columns() {
        Set<Place> tables = new HashSet<>(tables());
        Set<List<Object>> documents = documents();
        return fetch("""
                        select TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, COLLATION_NAME, IS_NULLABLE, IS_GENERATED,
                               EXTRA, COLUMN_DEFAULT, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH
                          from information_schema.COLUMNS
                         where TABLE_SCHEMA in ({0})
                         order by TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION""").stream()
                .filter(row -> tables.contains(place(row)))
                .map(row -> new ColumnFact(place(row), column(row, documents)))
                .toList();
    }

    /** Columns declared as JSON: texts with a check that they are JSON, place and name. */
    private Set<List<Object>> documents() {
        Set<List<Object>> documents = new HashSet<>();
        for (Record row : fetch("select CONSTRAINT_SCHEMA, TABLE_NAME, CHECK_CLAUSE from"
                + " information_schema.CHECK_CONSTRAINTS where CONSTRAINT_SCHEMA in ({0})")) {
            Matcher check = JSON_CHECK.matcher(row.get(2, String.class));
            if (check.matches()) {
                documents.add(List.of(place(row), check.group(1).replace("``", "`")));
            }
        }
        return documents;
    }

    private static Column column(Record row, Set<List<Object>> documents) {
        String name = row.get(2, String.class);
        String type = MariaDbTypes.declaration(
                row.get(3, String.class), row.get(4, String.class), documents.contains(List.of(place(row), name)));
        boolean generated = row.get(6, String.class).equals("ALWAYS");
        boolean numbered = row.get(7, String.class).contains("auto_increment");
        String defaultText = row.get(8, String.class);
        boolean hasDefault = defaultText != null && !defaultText.equals("NULL") && !generated;
        return new Column(
                name,
                type,
                MariaDbTypes.form(type),
                row.get(5, String.class).equals("YES"),
                generated,
                numbered ? Identity.BY_DEFAULT : Identity.NONE,
                sequence(hasDefault ? defaultText : null),
                hasDefault || numbered,
                maxLength(row.get(9, String.class), row.get(10, Long.class)));
    }

    private static @Nullable String sequence(@Nullable String defaultText) {
        if (defaultText == null) {
            return null;
        }
        Matcher matcher = SEQUENCE.matcher(defaultText);
        return matcher.matches() ? matcher.group(1) : null;
    }

    /** The limit of a longer text type is one of bytes. */
    private static @Nullable Integer maxLength(String dataType, @Nullable Long length) {
        return length != null && (dataType.equals("char") || dataType.equals("varchar")) ? length.intValue() : null;
    }

    @Override
    public List<IndexFact> indexes() {
        Set<List<Object>> ofHistory = new HashSet<>(fetch("select TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME"
                        + " from information_schema.COLUMNS where TABLE_SCHEMA in ({0})"
                        + " and GENERATION_EXPRESSION in ('ROW START', 'ROW END')")
                .map(row -> List.of(place(row), row.get(2, String.class))));
        Map<List<Object>, List<Record>> byIndex = new LinkedHashMap<>();
        for (Record row : fetch("""
                select TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, COLUMN_NAME, NON_UNIQUE, SUB_PART, INDEX_TYPE
                  from information_schema.STATISTICS
                 where TABLE_SCHEMA in ({0})
                 order by TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX""")) {
            if (!ofHistory.contains(List.of(place(row), row.get(3, String.class)))) {
                byIndex.computeIfAbsent(List.of(place(row), row.get(2, String.class)), key -> new ArrayList<>())
                        .add(row);
            }
        }
        return byIndex.values().stream().map(MariaDbCatalog::index).toList();
    }

    private static IndexFact index(List<Record> columns) {
        Record row = columns.get(0);
        String name = row.get(2, String.class);
        boolean unique = row.get(4, Integer.class) == 0;
        IndexFact.Kind kind =
                name.equals("PRIMARY") ? IndexFact.Kind.PRIMARY : unique ? IndexFact.Kind.UNIQUE : IndexFact.Kind.PLAIN;
        boolean ofBeginnings = columns.stream().anyMatch(column -> column.get(5) != null);
        boolean ofWords = Set.of("FULLTEXT", "SPATIAL").contains(row.get(6, String.class));
        List<@Nullable String> names = new ArrayList<>();
        columns.forEach(column -> names.add(column.get(3, String.class)));
        return new IndexFact(place(row), name, kind, names, true, ofBeginnings || ofWords);
    }

    @Override
    public List<ForeignKeyFact> foreignKeys() {
        return fetch("""
                        select k.TABLE_SCHEMA, k.TABLE_NAME, k.CONSTRAINT_NAME, k.COLUMN_NAME, k.REFERENCED_TABLE_SCHEMA,
                               k.REFERENCED_TABLE_NAME, k.REFERENCED_COLUMN_NAME, r.DELETE_RULE
                          from information_schema.KEY_COLUMN_USAGE k
                          join information_schema.REFERENTIAL_CONSTRAINTS r
                            on r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA and r.CONSTRAINT_NAME = k.CONSTRAINT_NAME
                               and r.TABLE_NAME = k.TABLE_NAME
                         where k.TABLE_SCHEMA in ({0}) and k.REFERENCED_TABLE_NAME is not null
                         order by k.TABLE_SCHEMA, k.TABLE_NAME, k.CONSTRAINT_NAME, k.ORDINAL_POSITION""")
                .map(row -> new ForeignKeyFact(
                        place(row),
                        row.get(2, String.class),
                        row.get(3, String.class),
                        new Place(row.get(4, String.class), row.get(5, String.class)),
                        row.get(6, String.class),
                        switch (row.get(7, String.class)) {
                            case "CASCADE" -> DeleteRule.CASCADE;
                            case "SET NULL" -> DeleteRule.SET_NULL;
                            default -> DeleteRule.RESTRICT;
                        },
                        false));
    }

    @Override
    public List<TriggerFact> triggers() {
        List<TriggerFact> facts = new ArrayList<>();
        for (Record row : fetch("select EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE, TRIGGER_NAME, EVENT_MANIPULATION"
                + " from information_schema.TRIGGERS where EVENT_OBJECT_SCHEMA in ({0}) order by 1, 2, 3")) {
            for (String event : row.get(3, String.class).split(",", -1)) {
                facts.add(new TriggerFact(
                        place(row),
                        row.get(2, String.class),
                        Event.valueOf(event.trim().toUpperCase(Locale.ROOT))));
            }
        }
        return facts;
    }

    private Result<Record> fetch(String query) {
        return sql.fetch(query, schemas);
    }

    private static Place place(Record row) {
        return new Place(row.get(0, String.class), row.get(1, String.class));
    }
}
