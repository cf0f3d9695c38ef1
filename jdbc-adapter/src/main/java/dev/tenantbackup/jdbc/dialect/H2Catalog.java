// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.dialect;

import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.Column.Identity;
import dev.tenantbackup.schema.ForeignKey.DeleteRule;
import dev.tenantbackup.schema.Trigger.Event;
import dev.tenantbackup.schema.ValueForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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

/** H2's information schema. Its views are computed anew for each query and have no indexes: joined here, not there. */
final class H2Catalog implements LiveCatalog {

    private static final Pattern SEQUENCE = Pattern.compile("NEXT VALUE FOR (.+)");

    private final DSLContext sql;
    private final QueryPart schemas;

    H2Catalog(DSLContext sql, List<String> schemas) {
        this.sql = sql;
        this.schemas = DSL.list(schemas.stream().map(DSL::inline).toList());
    }

    @Override
    public String version() {
        return sql.resultQuery("select H2VERSION()").fetchSingle(0, String.class);
    }

    @Override
    public List<Place> tables() {
        return fetch("select TABLE_SCHEMA, TABLE_NAME from INFORMATION_SCHEMA.TABLES"
                        + " where upper(TABLE_TYPE) = 'BASE TABLE' and TABLE_SCHEMA in ({0})")
                .map(H2Catalog::place);
    }

    @Override
    public List<Place> neighbours() {
        return fetch("""
                        select c.TABLE_SCHEMA, c.TABLE_NAME from INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS r
                          join INFORMATION_SCHEMA.TABLE_CONSTRAINTS c
                            on c.CONSTRAINT_SCHEMA = r.CONSTRAINT_SCHEMA and c.CONSTRAINT_NAME = r.CONSTRAINT_NAME
                         where r.UNIQUE_CONSTRAINT_SCHEMA in ({0}) and r.CONSTRAINT_SCHEMA not in ({0})
                        union
                        select c.TABLE_SCHEMA, c.TABLE_NAME from INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS r
                          join INFORMATION_SCHEMA.TABLE_CONSTRAINTS c
                            on c.CONSTRAINT_SCHEMA = r.UNIQUE_CONSTRAINT_SCHEMA
                           and c.CONSTRAINT_NAME = r.UNIQUE_CONSTRAINT_NAME
                         where r.CONSTRAINT_SCHEMA in ({0}) and r.UNIQUE_CONSTRAINT_SCHEMA not in ({0})""").map(H2Catalog::place);
    }

    @Override
    public List<ColumnFact> columns() {
        Set<Place> tables = new HashSet<>(tables());
        Map<List<String>, String> elements = innermostElements();
        return fetch("""
                        select TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, DATA_TYPE,
                               DATA_TYPE_SQL(TABLE_SCHEMA, TABLE_NAME, 'TABLE', DTD_IDENTIFIER) as FULL_TYPE,
                               CHARACTER_MAXIMUM_LENGTH, DTD_IDENTIFIER, IS_NULLABLE, IS_IDENTITY, IDENTITY_GENERATION,
                               IS_GENERATED, COLUMN_DEFAULT
                          from INFORMATION_SCHEMA.COLUMNS
                         where TABLE_SCHEMA in ({0})
                         order by TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION""").stream()
                .filter(row -> tables.contains(place(row)))
                .map(row -> new ColumnFact(place(row), column(row, elements)))
                .toList();
    }

    private static Column column(Record row, Map<List<String>, String> elements) {
        String name = row.get(2, String.class);
        String type = word(row, 3);
        ValueForm form = type.equals("ARRAY")
                ? H2Types.arrayForm(elements.getOrDefault(
                        List.of(row.get(0, String.class), row.get(1, String.class), row.get(6, String.class)), ""))
                : H2Types.form(type);
        boolean generated = word(row, 10).equals("ALWAYS");
        String defaultText = generated ? null : row.get(11, String.class);
        Identity identity = !word(row, 8).equals("YES")
                ? Identity.NONE
                : word(row, 9).equals("ALWAYS") ? Identity.ALWAYS : Identity.BY_DEFAULT;
        return new Column(
                name,
                row.get(4, String.class),
                form,
                word(row, 7).equals("YES"),
                generated,
                identity,
                sequence(defaultText),
                defaultText != null || identity != Identity.NONE,
                maxLength(type, row.get(5, Long.class)));
    }

    private static @Nullable String sequence(@Nullable String defaultText) {
        if (defaultText == null) {
            return null;
        }
        Matcher matcher = SEQUENCE.matcher(defaultText);
        return matcher.matches() ? matcher.group(1) : null;
    }

    private static @Nullable Integer maxLength(String type, @Nullable Long length) {
        if (length == null || length > Integer.MAX_VALUE || !H2Types.isCharacter(type)) {
            return null;
        }
        return length.intValue();
    }

    /** The type of an array's innermost elements, by schema, table and the column's type identifier. */
    private Map<List<String>, String> innermostElements() {
        Map<List<String>, String> types = new HashMap<>();
        for (Record row : fetch("select OBJECT_SCHEMA, OBJECT_NAME, COLLECTION_TYPE_IDENTIFIER, DATA_TYPE"
                + " from INFORMATION_SCHEMA.ELEMENT_TYPES"
                + " where OBJECT_TYPE = 'TABLE' and OBJECT_SCHEMA in ({0})")) {
            String type = word(row, 3);
            if (!type.equals("ARRAY")) {
                String outermost = row.get(2, String.class).replaceFirst("_+$", "");
                types.put(List.of(row.get(0, String.class), row.get(1, String.class), outermost), type);
            }
        }
        return types;
    }

    @Override
    public List<IndexFact> indexes() {
        Map<List<String>, List<@Nullable String>> columns = new HashMap<>();
        for (Record row : fetch("select INDEX_SCHEMA, INDEX_NAME, COLUMN_NAME from INFORMATION_SCHEMA.INDEX_COLUMNS"
                + " where TABLE_SCHEMA in ({0}) order by INDEX_SCHEMA, INDEX_NAME, ORDINAL_POSITION")) {
            columns.computeIfAbsent(key(row, 0, 1), key -> new ArrayList<>()).add(row.get(2, String.class));
        }
        Map<List<String>, String> constraints = new HashMap<>();
        for (Record row : fetch("select INDEX_SCHEMA, INDEX_NAME, CONSTRAINT_NAME"
                + " from INFORMATION_SCHEMA.TABLE_CONSTRAINTS"
                + " where CONSTRAINT_TYPE in ('PRIMARY KEY', 'UNIQUE') and TABLE_SCHEMA in ({0})")) {
            constraints.put(key(row, 0, 1), row.get(2, String.class));
        }
        return fetch("select TABLE_SCHEMA, TABLE_NAME, INDEX_SCHEMA, INDEX_NAME, INDEX_TYPE_NAME, NULLS_DISTINCT"
                        + " from INFORMATION_SCHEMA.INDEXES where TABLE_SCHEMA in ({0})"
                        + " order by TABLE_SCHEMA, TABLE_NAME, INDEX_NAME")
                .map(row -> index(row, columns, constraints));
    }

    private static IndexFact index(
            Record row, Map<List<String>, List<@Nullable String>> columns, Map<List<String>, String> constraints) {
        List<String> index = key(row, 2, 3);
        String type = word(row, 4);
        IndexFact.Kind kind = type.contains("PRIMARY")
                ? IndexFact.Kind.PRIMARY
                : type.contains("UNIQUE") ? IndexFact.Kind.UNIQUE : IndexFact.Kind.PLAIN;
        return new IndexFact(
                place(row),
                constraints.getOrDefault(index, index.get(1)),
                kind,
                columns.getOrDefault(index, List.of()),
                !word(row, 5).equals("NO"),
                false);
    }

    @Override
    public List<ForeignKeyFact> foreignKeys() {
        Map<List<String>, List<Record>> usage = new LinkedHashMap<>();
        for (Record row : sql.fetch("""
                select TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, CONSTRAINT_SCHEMA, CONSTRAINT_NAME,
                       POSITION_IN_UNIQUE_CONSTRAINT
                  from INFORMATION_SCHEMA.KEY_COLUMN_USAGE
                 order by CONSTRAINT_SCHEMA, CONSTRAINT_NAME, ORDINAL_POSITION""")) {
            usage.computeIfAbsent(key(row, 3, 4), key -> new ArrayList<>()).add(row);
        }
        List<ForeignKeyFact> facts = new ArrayList<>();
        for (Record row : fetch("""
                select CONSTRAINT_SCHEMA, CONSTRAINT_NAME, UNIQUE_CONSTRAINT_SCHEMA, UNIQUE_CONSTRAINT_NAME, DELETE_RULE
                  from INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS where CONSTRAINT_SCHEMA in ({0})
                 order by CONSTRAINT_SCHEMA, CONSTRAINT_NAME""")) {
            List<Record> parent = usage.getOrDefault(key(row, 2, 3), List.of());
            for (Record child : usage.getOrDefault(key(row, 0, 1), List.of())) {
                Record referred = parent.get(child.get(5, Integer.class) - 1);
                facts.add(new ForeignKeyFact(
                        place(child),
                        row.get(1, String.class),
                        child.get(2, String.class),
                        place(referred),
                        referred.get(2, String.class),
                        deleteRule(word(row, 4)),
                        false));
            }
        }
        return facts;
    }

    private static DeleteRule deleteRule(String rule) {
        return switch (rule) {
            case "CASCADE" -> DeleteRule.CASCADE;
            case "SET NULL" -> DeleteRule.SET_NULL;
            case "SET DEFAULT" -> DeleteRule.SET_DEFAULT;
            default -> DeleteRule.RESTRICT;
        };
    }

    @Override
    public List<TriggerFact> triggers() {
        List<TriggerFact> facts = new ArrayList<>();
        for (Record row : fetch("select EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE, TRIGGER_NAME, EVENT_MANIPULATION"
                + " from INFORMATION_SCHEMA.TRIGGERS where EVENT_OBJECT_SCHEMA in ({0}) order by 1, 2, 3")) {
            Arrays.stream(word(row, 3).split(","))
                    .map(String::trim)
                    .filter(event -> !event.equals("SELECT") && !event.equals("ROLLBACK"))
                    .forEach(event ->
                            facts.add(new TriggerFact(place(row), row.get(2, String.class), Event.valueOf(event))));
        }
        return facts;
    }

    private Result<Record> fetch(String query) {
        return sql.fetch(query, schemas);
    }

    /** A keyword: some identifier modes of H2 print it in lower case. */
    private static String word(Record row, int position) {
        String word = row.get(position, String.class);
        return word == null ? "" : word.toUpperCase(Locale.ROOT);
    }

    private static List<String> key(Record row, int schema, int name) {
        return List.of(row.get(schema, String.class), row.get(name, String.class));
    }

    private static Place place(Record row) {
        return new Place(row.get(0, String.class), row.get(1, String.class));
    }
}
