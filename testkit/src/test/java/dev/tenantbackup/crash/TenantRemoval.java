// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.crash;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes every row of one restaurant out of a platform on PostgreSQL, its own row too. References never leave a
 * restaurant there: what refers to a row that is gone was its.
 */
final class TenantRemoval {

    private static final String FOREIGN_KEYS = """
            select conrelid::regclass::text, confrelid::regclass::text,
                   (select string_agg(format('p.%I = c.%I', f.attname, k.attname), ' and ')
                      from unnest(conkey, confkey) as pair (k, f)
                      join pg_attribute k on k.attrelid = conrelid and k.attnum = pair.k
                      join pg_attribute f on f.attrelid = confrelid and f.attnum = pair.f),
                   (select string_agg(format('c.%I is not null', k.attname), ' and ')
                      from unnest(conkey) as key (k)
                      join pg_attribute k on k.attrelid = conrelid and k.attnum = key.k)
              from pg_constraint where contype = 'f'
            """;

    private final Connection connection;

    private TenantRemoval(Connection connection) {
        this.connection = connection;
    }

    /** In one transaction, with the checks of references off: only a superuser may. */
    static void remove(Connection connection, long restaurant) throws SQLException {
        connection.setAutoCommit(false);
        new TenantRemoval(connection).remove(restaurant);
        connection.commit();
        connection.setAutoCommit(true);
    }

    private void remove(long restaurant) throws SQLException {
        execute("set local session_replication_role = replica");
        for (String[] table :
                query("select c.oid::regclass::text from pg_class c join pg_attribute a on a.attrelid = c.oid"
                        + " where c.relkind = 'r' and a.attname = 'restaurant_id'")) {
            execute("delete from " + table[0] + " where restaurant_id = " + restaurant);
        }
        execute("delete from restaurants where id = " + restaurant);
        removeOrphans();
        removeFiles();
    }

    private void removeOrphans() throws SQLException {
        List<String[]> keys = query(FOREIGN_KEYS);
        int removed = 1;
        while (removed > 0) {
            removed = 0;
            for (String[] key : keys) {
                removed += execute("delete from " + key[0] + " c where " + key[3] + " and not exists (select 1 from "
                        + key[1] + " p where " + key[2] + ")");
            }
        }
    }

    /** Nothing but a type and a number says what a file is attached to. */
    private void removeFiles() throws SQLException {
        for (String[] type : new String[][] {
            {"MenuItem", "menu_items"}, {"Order", "orders"}, {"Merchandise", "merchandise"}, {"Location", "locations"}
        }) {
            execute("delete from attachments a where a.record_type = '" + type[0] + "' and not exists (select 1 from "
                    + type[1] + " p where p.id = a.record_id)");
        }
        execute("delete from blobs b where not exists (select 1 from attachments a where a.blob_id = b.id)");
    }

    private int execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql) ? 0 : statement.getUpdateCount();
        }
    }

    private List<String[]> query(String sql) throws SQLException {
        List<String[]> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                String[] row = new String[columns];
                for (int i = 0; i < columns; i++) {
                    row[i] = rows.getString(i + 1);
                }
                found.add(row);
            }
        }
        return found;
    }
}
