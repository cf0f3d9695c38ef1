// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.fence;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.model.TableName;
import java.util.ArrayList;
import java.util.List;

/**
 * MariaDB's: three triggers per table, which run with their definer's rights. They read by {@code select … into}, which
 * takes no lock, whereas a subquery in a condition would lock the fence table until the writer's transaction ends.
 */
final class MariaDbTriggers extends FenceTriggers {

    MariaDbTriggers(JdbcSession session, Catalog catalog) {
        super(session, catalog);
    }

    @Override
    List<String> base() {
        return List.of(
                // what a trigger is made under it keeps
                "set names utf8mb4 collate utf8mb4_nopad_bin",
                "set session sql_mode = 'STRICT_ALL_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION'",
                "create table if not exists " + fences()
                        + " (tenant varchar(255) not null primary key, pass varchar(50) not null, message varchar(128) not null,"
                        + " actor varchar(200) not null, reason varchar(500) not null, raised_at varchar(40) not null,"
                        + " effective_since varchar(40)) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin");
    }

    @Override
    TableTriggers of(CatalogTable table) {
        List<String> names = new ArrayList<>();
        List<String> create = new ArrayList<>();
        for (Event event : Event.values()) {
            String body = body(table, event);
            String name = named(table.name().toString(), body) + event.suffix;
            names.add(name);
            create.add("create trigger " + inSchemaOf(table.name(), name) + " after " + event.word + " on "
                    + table(table.name()) + " for each row\n" + body);
        }
        return new TableTriggers(table.name(), names, create);
    }

    private String body(CatalogTable table, Event event) {
        List<String> rows =
                event.rows.stream().map(row -> "(" + isFenced(table, row) + ")").toList();
        return "begin\n"
                + "  declare tb_count int;\n"
                + "  declare tb_message varchar(128) character set utf8mb4;\n"
                + "  select count(*) into tb_count from " + fences() + ";\n"
                + "  if tb_count > 0 then\n"
                + "    select max(tb_fence.message) into tb_message from " + up() + "\n"
                + "      where not (tb_fence.pass <=> convert("
                + session().dialect().fencePass() + " using utf8mb4) collate utf8mb4_nopad_bin)\n"
                + "        and (" + String.join(" or ", rows) + ");\n"
                + "    if tb_message is not null then\n"
                + "      signal sqlstate '" + DatabaseFence.SQL_STATE + "' set message_text = tb_message;\n"
                + "    end if;\n"
                + "  end if;\n"
                + "end";
    }

    @Override
    List<String> drop(TableName table, String trigger) {
        return List.of("drop trigger if exists " + inSchemaOf(table, trigger));
    }

    @Override
    List<String> dropBase() {
        return List.of("drop table if exists " + fences());
    }

    /** What happens to a row; one trigger each. */
    private enum Event {
        INSERT("insert", "_i", List.of("NEW")),
        UPDATE("update", "_u", List.of("OLD", "NEW")),
        DELETE("delete", "_d", List.of("OLD"));

        private final String word;
        private final String suffix;
        private final List<String> rows;

        Event(String word, String suffix, List<String> rows) {
            this.word = word;
            this.suffix = suffix;
            this.rows = rows;
        }
    }
}
