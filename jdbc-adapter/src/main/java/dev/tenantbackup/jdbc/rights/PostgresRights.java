// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.rights;

import dev.tenantbackup.jdbc.session.JdbcSession;
import java.util.ArrayList;
import java.util.List;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** PostgreSQL answers for every object at once, roles and ownership counted in. */
final class PostgresRights extends RightsCheck {

    /** {0} tables and rights, {1} sequences, {2} whether temporary tables are created. */
    private static final String MISSING = """
            with wanted (schema_name, table_name, privilege) as (values {0}),
            tables as (
              select n.oid as schema_oid, quote_ident(n.nspname) as schema, c.oid,
                     quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name, w.privilege
                from wanted w
                join pg_namespace n on n.nspname = w.schema_name
                join pg_class c on c.relnamespace = n.oid and c.relname = w.table_name)
            select distinct 1 as part, 'SCHEMA ' || schema as object, 'USAGE' as privilege, quote_ident(current_user) as me
              from tables where not has_schema_privilege(schema_oid, 'USAGE')
            union all
            select 2, 'TABLE ' || name, privilege, quote_ident(current_user)
              from tables where not has_table_privilege(oid, privilege)
            union all
            select 3, 'SEQUENCE ' || s.name, p.privilege, quote_ident(current_user)
              from (values {1}) as s (name)
              join (select c.oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name
                      from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'S') q
                on q.name = s.name
             cross join (values ('SELECT'), ('UPDATE')) as p (privilege)
             where not has_sequence_privilege(q.oid, p.privilege)
            union all
            select 4, 'DATABASE ' || quote_ident(current_database()), 'TEMPORARY', quote_ident(current_user)
             where {2} and not has_database_privilege(current_database(), 'TEMPORARY')
            union all
            select 5, null, 'BYPASSRLS', quote_ident(current_user)
             where exists (select 1 from tables where row_security_active(oid))
             order by 1, 2, 3""";

    PostgresRights(JdbcSession session) {
        super(session);
    }

    @Override
    void require(Needs needs) {
        List<QueryPart> tables = new ArrayList<>();
        needs.tables()
                .forEach((table, rights) -> rights.forEach(right -> tables.add(DSL.sql(
                        "({0}, {1}, {2})", DSL.inline(schemaOf(table)), DSL.inline(table.name()), DSL.inline(right)))));
        if (tables.isEmpty()) {
            return;
        }
        List<QueryPart> sequences = new ArrayList<>();
        needs.sequences().forEach(sequence -> sequences.add(DSL.sql("({0})", DSL.inline(sequence))));
        if (sequences.isEmpty()) {
            sequences.add(DSL.sql("({0})", DSL.castNull(SQLDataType.CLOB)));
        }
        MissingRights missing = null;
        for (Record row :
                sql().fetch(MISSING, DSL.list(tables), DSL.list(sequences), DSL.inline(needs.temporaryTables()))) {
            if (missing == null) {
                missing = new MissingRights(row.get("me", String.class));
            }
            String object = row.get("object", String.class);
            if (object == null) {
                missing.addStatement("ALTER ROLE " + row.get("me", String.class) + " BYPASSRLS");
            } else {
                missing.add(row.get("privilege", String.class), object);
            }
        }
        if (missing != null) {
            missing.refuse();
        }
    }
}
