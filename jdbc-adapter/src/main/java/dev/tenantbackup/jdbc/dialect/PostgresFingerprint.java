// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.dialect;

import org.jooq.DSLContext;
import org.jooq.QueryPart;

/**
 * A number that is another one after every change of the definitions that {@link PostgresCatalog} reads. It is made of the
 * places of the system catalog's rows and of the transactions that wrote them: whatever alters a definition writes a row
 * anew, and what only counts rows, as ANALYZE and VACUUM do, overwrites it where it is.
 *
 * <p>Of columns, constraints and indexes those of tables in scope and of their neighbours count, of everything that these
 * may be made of, as types and sequences, all that users made. Temporary tables, our own above all, change nothing.
 */
final class PostgresFingerprint {

    private static final String QUERY = """
            with tables as (
              select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
               where c.relkind in ('r', 'p') and n.nspname in ({0})),
            near as (
              select oid from tables
              union select conrelid from pg_constraint where contype = 'f' and confrelid in (select oid from tables)
              union select confrelid from pg_constraint where contype = 'f' and conrelid in (select oid from tables)),
            written (kind, place, writer) as (
              select 'schema', ctid, xmin from pg_namespace where nspname !~ '^pg_(toast_)?temp_'
              union all
              select 'relation', ctid, xmin from pg_class
               where oid >= 16384 and relpersistence <> 't' and relkind in ('r', 'p', 'c', 'S', 'f')
              union all
              select 'column', ctid, xmin from pg_attribute
               where attnum > 0
                 and (attrelid in (select oid from near) or attrelid in (select oid from pg_class where relkind = 'c'))
              union all
              select 'default', ctid, xmin from pg_attrdef where adrelid in (select oid from near)
              union all
              select 'constraint', ctid, xmin from pg_constraint where conrelid in (select oid from near)
              union all
              select 'index', ctid, xmin from pg_index where indrelid in (select oid from near)
              union all
              select 'trigger', ctid, xmin from pg_trigger where not tgisinternal
              union all
              select 'heir', ctid, xmin from pg_inherits
              union all
              select 'type', ctid, xmin from pg_type where oid >= 16384 and typtype <> 'c' and typcategory <> 'A')
            select current_setting('server_version') || '/' || current_database() || '/' || count(*) || '/'
                   || sum(hashtextextended(kind || place || writer, 0))
              from written""";

    private PostgresFingerprint() {}

    /** Of the schemas, as the transaction at hand sees them. */
    static String of(DSLContext sql, QueryPart schemas) {
        return sql.resultQuery(QUERY, schemas).fetchSingle(0, String.class);
    }
}
