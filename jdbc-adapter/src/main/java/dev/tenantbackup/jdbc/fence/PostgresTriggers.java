// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.fence;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.model.TableName;
import java.util.List;

/**
 * PostgreSQL's: a function per table, which runs with its owner's rights, so that the application needs none on the fence
 * table and no row security hides a parent from it. TRUNCATE, which is about all tenants, is refused while any fence is up.
 */
final class PostgresTriggers extends FenceTriggers {

    private static final String TRUNCATE = "_t";
    private static final String QUOTE = "$tenant_backup$";

    private final String searchPath;

    PostgresTriggers(JdbcSession session, Catalog catalog) {
        super(session, catalog);
        List<String> path = session.sql()
                .resultQuery(
                        "select s.name::text from unnest(current_schemas(false)) with ordinality as s (name, position)"
                                + " where s.name !~ '^pg_' order by s.position")
                .fetch(row -> quoted(row.get(0, String.class)));
        this.searchPath =
                path.isEmpty() ? "pg_catalog, pg_temp" : "pg_catalog, " + String.join(", ", path) + ", pg_temp";
    }

    @Override
    List<String> base() {
        String columns = "tenant text primary key, pass text not null, message text not null, actor text not null,"
                + " reason text not null, raised_at text not null, effective_since text";
        return List.of(
                "create table if not exists " + fences() + " (" + columns + ")",
                "create or replace "
                        + function(
                                truncating(),
                                "declare\n"
                                        + "  tb_message text;\n"
                                        + "begin\n"
                                        + "  select " + message() + " into tb_message from " + up() + " where "
                                        + notPassed() + " limit 1;\n"
                                        + refusal()
                                        + "  return null;\n"
                                        + "end"));
    }

    @Override
    TableTriggers of(CatalogTable table) {
        String body = body(table);
        String name = named(table.name().toString(), searchPath, body);
        String function = inDefaultSchema(name);
        String on = table(table.name());
        return new TableTriggers(
                table.name(),
                List.of(name, name + TRUNCATE),
                List.of(
                        "create or replace " + function(function, body),
                        "create trigger " + quoted(name) + " after insert or update or delete on " + on
                                + " for each row execute function " + function + "()",
                        "create trigger " + quoted(name + TRUNCATE) + " before truncate on " + on
                                + " for each statement execute function " + truncating() + "()"));
    }

    private String body(CatalogTable table) {
        return "declare\n"
                + "  tb_message text;\n"
                + "begin\n"
                + "  if not exists (select from " + fences() + ") then\n"
                + "    return null;\n"
                + "  end if;\n"
                + "  if tg_op <> 'INSERT' then\n"
                + "    " + look(table, "old") + ";\n"
                + "  end if;\n"
                + "  if tg_op <> 'DELETE' and tb_message is null then\n"
                + "    " + look(table, "new") + ";\n"
                + "  end if;\n"
                + refusal()
                + "  return null;\n"
                + "end";
    }

    private String look(CatalogTable table, String row) {
        return "select " + message() + " into tb_message from " + up() + "\n      where " + notPassed()
                + "\n        and (" + isFenced(table, row) + ") limit 1";
    }

    private static String message() {
        return "tb_fence.message";
    }

    private String notPassed() {
        return "tb_fence.pass is distinct from " + session().dialect().fencePass();
    }

    private static String refusal() {
        return "  if tb_message is not null then\n"
                + "    raise exception using message = tb_message, errcode = '" + DatabaseFence.SQL_STATE + "',\n"
                + "      table = tg_table_name, schema = tg_table_schema,\n"
                + "      hint = 'Reading goes on. Try again when the fence is lifted.';\n"
                + "  end if;\n";
    }

    private String function(String name, String body) {
        return "function " + name + "() returns trigger\n"
                + "  language plpgsql security definer set search_path = " + searchPath + " as " + QUOTE + "\n"
                + "#variable_conflict use_column\n"
                + body + " " + QUOTE;
    }

    private String truncating() {
        return inDefaultSchema("tenant_backup_fence_truncating");
    }

    @Override
    List<String> drop(TableName table, String trigger) {
        String statement = "drop trigger if exists " + quoted(trigger) + " on " + table(table);
        return trigger.endsWith(TRUNCATE)
                ? List.of(statement)
                : List.of(statement, "drop function if exists " + inDefaultSchema(trigger) + "()");
    }

    @Override
    List<String> dropBase() {
        return List.of("drop function if exists " + truncating() + "()", "drop table if exists " + fences());
    }
}
