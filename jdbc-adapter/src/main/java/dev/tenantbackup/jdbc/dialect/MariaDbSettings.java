// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.dialect;

import dev.tenantbackup.jdbc.dialect.Dialect.Access;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB's session variables outlive transactions: they are read, set, and put back one by one. All of them can be set
 * by every user.
 */
final class MariaDbSettings implements PinnedSettings {

    /** When the open transaction took its view, or a moment before, by the server's clock. */
    static final String BEGAN = "@tenant_backup_began";

    /** What a session shows at a fence. */
    static final String FENCE_PASS = "@tenant_backup_fence_pass";

    /** What changes how values print, compare and sort, which rows are seen, or how long the server waits for us. */
    private static final Map<String, String> ALWAYS = new LinkedHashMap<>();

    static {
        ALWAYS.put("time_zone", "'+00:00'");
        // zero dates and 30 February may be there already; an id of 0 must not be numbered anew
        ALWAYS.put("sql_mode", "'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION'");
        ALWAYS.put("character_set_client", "'utf8mb4'");
        ALWAYS.put("character_set_results", "'utf8mb4'");
        ALWAYS.put("collation_connection", "'" + MariaDbDialect.BY_BYTES + "'");
        ALWAYS.put("system_versioning_asof", "default");
        ALWAYS.put("sql_select_limit", "18446744073709551615");
        ALWAYS.put("sql_auto_is_null", "0");
        ALWAYS.put("sql_big_selects", "1");
        // longer values are sorted by their beginning, without a warning; a sort needs room for a few of them
        ALWAYS.put("max_sort_length", "65536");
        ALWAYS.put("sort_buffer_size", "greatest(@@session.sort_buffer_size, 16777216)");
        ALWAYS.put("net_write_timeout", "greatest(@@session.net_write_timeout, 3600)");
        ALWAYS.put("max_statement_time", "0");
        ALWAYS.put("idle_transaction_timeout", "0");
        ALWAYS.put("idle_readonly_transaction_timeout", "0");
        ALWAYS.put("idle_write_transaction_timeout", "0");
    }

    /** What keeps a load from overwriting others' changes, and its rows from passing unchecked. */
    private static final Map<String, String> WRITING = Map.of(
            "innodb_snapshot_isolation", "1",
            "foreign_key_checks", "1",
            "unique_checks", "1",
            "check_constraint_checks", "1",
            "sql_safe_updates", "0");

    private static final int UNKNOWN_VARIABLE = 1193;

    private final Connection connection;
    private final Access access;
    private final Map<String, String> before;

    private MariaDbSettings(Connection connection, Access access, Map<String, String> before) {
        this.connection = connection;
        this.access = access;
        this.before = before;
    }

    /** Sets the variables; if that fails, none is changed. */
    static MariaDbSettings pin(Connection connection, Access access) throws SQLException {
        Map<String, String> pins = new LinkedHashMap<>(ALWAYS);
        if (access == Access.WRITE) {
            pins.putAll(WRITING);
        }
        try {
            MariaDbSettings settings = new MariaDbSettings(connection, access, read(connection, pins));
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            execute(connection, assigning(pins));
            return settings;
        } catch (SQLException failure) {
            if (failure.getErrorCode() == UNKNOWN_VARIABLE) {
                throw new InvalidRequestException(
                        Problem.of("This version of MariaDB is too old: " + failure.getMessage() + ".")
                                .withHint("update the server to 10.11.8, 11.4.2 or newer"),
                        failure);
            }
            throw failure;
        }
    }

    private static Map<String, String> read(Connection connection, Map<String, String> pins) throws SQLException {
        List<String> names = new ArrayList<>(pins.keySet());
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select @@session." + String.join(", @@session.", names))) {
            row.next();
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                values.put(names.get(i), literal(row.getString(i + 1), pins.getOrDefault(names.get(i), "")));
            }
            return values;
        }
    }

    /** A value in the same kind of literal as the one it was replaced with. */
    private static String literal(@Nullable String value, String replacement) {
        if (value == null) {
            return "null";
        }
        boolean isText = replacement.startsWith("'") || (replacement.equals("default") && !value.equals("DEFAULT"));
        return isText ? "'" + value.replace("'", "''") + "'" : value;
    }

    private static String assigning(Map<String, String> values) {
        List<String> assignments = new ArrayList<>();
        values.forEach((name, value) -> assignments.add("@@session." + name + " = " + value));
        return "set " + String.join(", ", assignments);
    }

    @Override
    public void begin() throws SQLException {
        execute(connection, "set " + BEGAN + " = now(6)");
        execute(
                connection,
                "start transaction with consistent snapshot, " + (access == Access.READ ? "read only" : "read write"));
    }

    @Override
    public void restore() throws SQLException {
        execute(connection, assigning(before) + ", " + FENCE_PASS + " = null, " + BEGAN + " = null");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
