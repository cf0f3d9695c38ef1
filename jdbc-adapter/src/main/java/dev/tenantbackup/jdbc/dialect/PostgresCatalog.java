// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.dialect;

import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.Column.Identity;
import dev.tenantbackup.schema.ForeignKey.DeleteRule;
import dev.tenantbackup.schema.Trigger.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's system catalog. What differs between versions 12 and 18 is read through {@code to_jsonb}. */
final class PostgresCatalog implements LiveCatalog {

    /** Ordinary and partitioned tables; partitions are read through their parent. */
    private static final String BASE_TABLES =
            " c.relkind in ('r', 'p') and not c.relispartition" + " and c.relpersistence <> 't' and n.nspname in ({0})";

    private final DSLContext sql;
    private final QueryPart schemas;

    PostgresCatalog(DSLContext sql, List<String> schemas) {
        this.sql = sql;
        this.schemas = literals(schemas);
    }

    static QueryPart literals(List<String> texts) {
        return DSL.list(texts.stream().map(DSL::inline).toList());
    }

    @Override
    public String version() {
        return sql.resultQuery("select current_setting('server_version')").fetchSingle(0, String.class);
    }

    @Override
    public Optional<String> fingerprint() {
        return Optional.of(PostgresFingerprint.of(sql, schemas));
    }

    @Override
    public List<Place> tables() {
        return fetch("select n.nspname::text, c.relname::text from pg_class c"
                        + " join pg_namespace n on n.oid = c.relnamespace where"
                        + BASE_TABLES)
                .map(PostgresCatalog::place);
    }

    @Override
    public List<Place> neighbours() {
        return fetch("""
                        select n.nspname::text, c.relname::text
                          from pg_constraint con
                          join pg_class p on p.oid = con.confrelid
                          join pg_namespace pn on pn.oid = p.relnamespace
                          join pg_class c on c.oid = con.conrelid
                          join pg_namespace n on n.oid = c.relnamespace
                         where con.contype = 'f' and con.conparentid = 0 and not c.relispartition
                           and pn.nspname in ({0}) and n.nspname not in ({0})
                        union
                        select pn.nspname::text, p.relname::text
                          from pg_constraint con
                          join pg_class p on p.oid = coalesce(pg_partition_root(con.confrelid), con.confrelid)
                          join pg_namespace pn on pn.oid = p.relnamespace
                          join pg_class c on c.oid = con.conrelid
                          join pg_namespace n on n.oid = c.relnamespace
                         where con.contype = 'f' and con.conparentid = 0 and not c.relispartition
                           and n.nspname in ({0}) and pn.nspname not in ({0})""").map(PostgresCatalog::place);
    }

    @Override
    public List<ColumnFact> columns() {
        PostgresTypes types = types();
        return fetch("""
                        select n.nspname::text, c.relname::text, a.attname::text,
                               format_type(a.atttypid, a.atttypmod) as type, a.atttypid::int8 as oid, a.atttypmod::int4 as modifier,
                               a.attnotnull, a.attidentity::text, a.attgenerated::text, a.atthasdef,
                               coalesce(
                                 (select quote_ident(sn.nspname) || '.' || quote_ident(s.relname)
                                    from pg_depend d
                                    join pg_class s on s.oid = d.objid and s.relkind = 'S'
                                    join pg_namespace sn on sn.oid = s.relnamespace
                                   where d.classid = 'pg_class'::regclass and d.deptype = 'i' and a.attidentity <> ''
                                     and d.refclassid = 'pg_class'::regclass
                                     and d.refobjid = a.attrelid and d.refobjsubid = a.attnum limit 1),
                                 (select quote_ident(sn.nspname) || '.' || quote_ident(s.relname)
                                    from pg_depend d
                                    join pg_class s on s.oid = d.refobjid and s.relkind = 'S'
                                    join pg_namespace sn on sn.oid = s.relnamespace
                                   where d.classid = 'pg_attrdef'::regclass and d.objid = def.oid
                                     and d.refclassid = 'pg_class'::regclass limit 1)) as sequence
                          from pg_attribute a
                          join pg_class c on c.oid = a.attrelid
                          join pg_namespace n on n.oid = c.relnamespace
                          left join pg_attrdef def on def.adrelid = a.attrelid and def.adnum = a.attnum
                         where a.attnum > 0 and not a.attisdropped and""" + BASE_TABLES + " order by a.attrelid, a.attnum")
                .map(row -> new ColumnFact(place(row), column(row, types)));
    }

    private static Column column(Record row, PostgresTypes types) {
        long oid = row.get("oid", Long.class);
        String type = types.carriedAs(oid, row.get("type", String.class));
        boolean generated = !row.get("attgenerated", String.class).isEmpty();
        Identity identity =
                switch (row.get("attidentity", String.class)) {
                    case "a" -> Identity.ALWAYS;
                    case "d" -> Identity.BY_DEFAULT;
                    default -> Identity.NONE;
                };
        boolean hasDefault = (row.get("atthasdef", Boolean.class) && !generated)
                || identity != Identity.NONE
                || types.hasDefault(oid);
        String sequence = generated || !PostgresTypes.isNumberable(type) ? null : row.get("sequence", String.class);
        return new Column(
                row.get("attname", String.class),
                type,
                types.form(oid),
                !row.get("attnotnull", Boolean.class),
                generated,
                identity,
                sequence,
                hasDefault,
                types.maxLength(oid, row.get("modifier", Integer.class)));
    }

    private PostgresTypes types() {
        Map<Long, PostgresTypes.Type> types = new HashMap<>();
        for (Record row : sql.fetch("""
                select t.oid::int8 as oid, t.typname::text, t.typtype::text, t.typcategory::text, t.typtypmod,
                       t.typdefault is not null as has_default,
                       case when t.typtype = 'd' then t.typbasetype::int8
                            when t.typcategory = 'A' then t.typelem::int8
                            when t.typtype = 'r'
                              then (select r.rngsubtype::int8 from pg_range r where r.rngtypid = t.oid)
                            when t.typtype = 'm'
                              then (select (to_jsonb(r)->>'rngsubtype')::int8 from pg_range r
                                     where to_jsonb(r)->>'rngmultitypid' = t.oid::text)
                            else 0 end as base,
                       coalesce(format_type(nullif(t.typbasetype, 0), t.typtypmod), '') as base_spelled,
                       array(select a.atttypid::int8 from pg_attribute a
                              where t.typtype = 'c' and a.attrelid = t.typrelid
                                and a.attnum > 0 and not a.attisdropped) as attributes
                  from pg_type t""")) {
            Long base = row.get("base", Long.class);
            types.put(
                    row.get("oid", Long.class),
                    new PostgresTypes.Type(
                            row.get("typname", String.class),
                            row.get("typtype", String.class),
                            row.get("typcategory", String.class),
                            base == null ? 0 : base,
                            row.get("base_spelled", String.class),
                            List.of(row.get("attributes", Long[].class)),
                            row.get("typtypmod", Integer.class),
                            row.get("has_default", Boolean.class)));
        }
        return new PostgresTypes(types);
    }

    @Override
    public List<IndexFact> indexes() {
        Result<Record> rows = fetch("""
                select n.nspname::text, c.relname::text, x.relname::text as index, con.conname::text as constraint,
                       i.indisprimary, i.indisunique, i.indisexclusion, i.indpred is not null as partial,
                       coalesce((to_jsonb(i)->>'indnullsnotdistinct')::boolean, false) as nulls_equal,
                       a.attname::text as column
                  from pg_index i
                  join pg_class c on c.oid = i.indrelid
                  join pg_namespace n on n.oid = c.relnamespace
                  join pg_class x on x.oid = i.indexrelid
                  left join pg_constraint con
                         on con.conindid = i.indexrelid and con.conrelid = i.indrelid and con.contype in ('p', 'u', 'x')
                  cross join generate_series(0, i.indnkeyatts - 1) as k(position)
                  left join pg_attribute a
                         on a.attrelid = i.indrelid and a.attnum = i.indkey[k.position] and a.attnum > 0
                 where i.indisvalid and""" + BASE_TABLES + " order by i.indrelid, x.relname, k.position");
        Map<List<Object>, List<Record>> byIndex = new LinkedHashMap<>();
        for (Record row : rows) {
            byIndex.computeIfAbsent(List.of(place(row), row.get("index", String.class)), key -> new ArrayList<>())
                    .add(row);
        }
        return byIndex.values().stream().map(PostgresCatalog::index).toList();
    }

    private static IndexFact index(List<Record> columns) {
        Record row = columns.get(0);
        boolean exclusion = row.get("indisexclusion", Boolean.class);
        IndexFact.Kind kind = row.get("indisprimary", Boolean.class)
                ? IndexFact.Kind.PRIMARY
                : exclusion
                        ? IndexFact.Kind.EXCLUSION
                        : row.get("indisunique", Boolean.class) ? IndexFact.Kind.UNIQUE : IndexFact.Kind.PLAIN;
        String constraint = row.get("constraint", String.class);
        return new IndexFact(
                place(row),
                constraint == null ? row.get("index", String.class) : constraint,
                kind,
                names(columns),
                !row.get("nulls_equal", Boolean.class),
                exclusion || row.get("partial", Boolean.class));
    }

    private static List<@Nullable String> names(List<Record> columns) {
        List<@Nullable String> names = new ArrayList<>();
        columns.forEach(column -> names.add(column.get("column", String.class)));
        return names;
    }

    @Override
    public List<ForeignKeyFact> foreignKeys() {
        return fetch("""
                        select n.nspname::text, c.relname::text, con.conname::text, a.attname::text as column,
                               pn.nspname::text as parent_schema, p.relname::text as parent,
                               pa.attname::text as parent_column, con.confdeltype::text, con.condeferrable
                          from pg_constraint con
                          join pg_class c on c.oid = con.conrelid
                          join pg_namespace n on n.oid = c.relnamespace
                          join pg_class p on p.oid = coalesce(pg_partition_root(con.confrelid), con.confrelid)
                          join pg_namespace pn on pn.oid = p.relnamespace
                          cross join unnest(con.conkey, con.confkey) with ordinality as k(child, parent, position)
                          join pg_attribute a on a.attrelid = con.conrelid and a.attnum = k.child
                          join pg_attribute pa on pa.attrelid = con.confrelid and pa.attnum = k.parent
                         where con.contype = 'f' and con.conparentid = 0 and""" + BASE_TABLES + " order by con.conrelid, con.conname, k.position")
                .map(row -> new ForeignKeyFact(
                        place(row),
                        row.get("conname", String.class),
                        row.get("column", String.class),
                        new Place(row.get("parent_schema", String.class), row.get("parent", String.class)),
                        row.get("parent_column", String.class),
                        switch (row.get("confdeltype", String.class)) {
                            case "c" -> DeleteRule.CASCADE;
                            case "n" -> DeleteRule.SET_NULL;
                            case "d" -> DeleteRule.SET_DEFAULT;
                            default -> DeleteRule.RESTRICT;
                        },
                        row.get("condeferrable", Boolean.class)));
    }

    /** Triggers of a partition count as triggers of the table it belongs to; the server's own for constraints don't. */
    @Override
    public List<TriggerFact> triggers() {
        return fetch("""
                        select distinct n.nspname::text, c.relname::text, t.tgname::text, e.event
                          from pg_trigger t
                          join pg_class c on c.oid = coalesce(pg_partition_root(t.tgrelid), t.tgrelid)
                          join pg_namespace n on n.oid = c.relnamespace
                          join (values (4, 'INSERT'), (8, 'DELETE'), (16, 'UPDATE'), (32, 'TRUNCATE')) as e(bit, event)
                            on t.tgtype & e.bit <> 0
                         where not t.tgisinternal and t.tgenabled in ('O', 'A') and""" + BASE_TABLES + " order by 1, 2, 3, 4")
                .map(row -> new TriggerFact(
                        place(row), row.get("tgname", String.class), Event.valueOf(row.get("event", String.class))));
    }

    private Result<Record> fetch(String query) {
        return sql.fetch(query, schemas);
    }

    private static Place place(Record row) {
        return new Place(row.get(0, String.class), row.get(1, String.class));
    }
}
