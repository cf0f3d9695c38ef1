// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.jdbc.dialect.Dialect.Access;
import dev.tenantbackup.jdbc.engine.Engine;
import dev.tenantbackup.jdbc.engine.TestDatabase;
import dev.tenantbackup.model.DatabaseException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A borrowed connection goes back as it came: settings, mode, and no transaction open. */
class ConnectionReturnTest {

    @ParameterizedTest
    @EnumSource
    void asItCame(Engine engine) {
        for (boolean autoCommit : List.of(true, false)) {
            for (Access access : Access.values()) {
                Watched watched = new Watched(engine, autoCommit);

                try (JdbcSession session = watched.sessions().open(access)) {
                    assertThat(session.sql().fetchValue("select count(*) from t"))
                            .hasToString("0");
                    watched.lookAt(session.connection());
                }

                watched.cameBackUnchanged();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void afterAFailure(Engine engine) {
        Watched watched = new Watched(engine, true);

        try (JdbcSession session = watched.sessions().open(Access.WRITE)) {
            session.sql().execute("insert into t values (1)");
            assertThatThrownBy(() ->
                            Failures.GENERAL.doing("fail", () -> session.sql().execute("select no")))
                    .isInstanceOf(DatabaseException.class);
        }

        watched.cameBackUnchanged();
        assertThat(watched.database.query("select count(*) from t")).containsExactly("0");
    }

    @ParameterizedTest
    @EnumSource
    void afterCommits(Engine engine) throws SQLException {
        Watched watched = new Watched(engine, true);

        try (JdbcSession session = watched.sessions().open(Access.WRITE)) {
            session.sql().execute("insert into t values (1)");
            session.commit();
            watched.lookAt(session.connection());
            session.sql().execute("insert into t values (2)");
            session.rollback();
            watched.lookAt(session.connection());
            session.sql().execute("insert into t values (3)");
        }

        watched.cameBackUnchanged();
        assertThat(watched.database.query("select i from t")).containsExactly("1");
    }

    @ParameterizedTest
    @EnumSource
    void evenIfItsProductIsRefused(Engine engine) {
        Watched watched = new Watched(engine, false);
        watched.database.connections().pretendToBe("MySQL");

        assertThatThrownBy(() -> watched.sessions().open(Access.READ))
                .hasMessageContaining("MySQL is untested")
                .hasMessageContaining("supported products: H2");
        watched.database.connections().pretendToBe("Oracle");
        assertThatThrownBy(() -> watched.sessions().open(Access.READ))
                .hasMessageContaining("'Oracle' is not supported");

        watched.cameBackUnchanged();
    }

    /** A connection that a host has set to its own taste, and what it looked like when lent and when it came back. */
    private static final class Watched {

        private final TestDatabase database;
        private final List<List<String>> lent = new ArrayList<>();
        private final List<List<String>> returned = new ArrayList<>();

        Watched(Engine engine, boolean autoCommit) {
            database = engine.createLowerCase().run("create table t (i int)");
            database.connections().whenLending(connection -> {
                try (Statement statement = connection.createStatement()) {
                    for (String setting : taste(engine)) {
                        statement.execute(setting);
                    }
                }
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                connection.setAutoCommit(autoCommit);
                lent.add(look(engine, connection));
            });
            database.connections().whenReturning(connection -> returned.add(look(engine, connection)));
        }

        Sessions sessions() {
            return new Sessions(database.connections(), List.of());
        }

        /** While it is ours, it is set to ours. */
        void lookAt(Connection connection) {
            try {
                assertThat(look(database.engine(), connection))
                        .contains(database.engine().pick("SET TIME ZONE 'UTC'", "TimeZone=UTC"))
                        .doesNotContain("autocommit true");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        void cameBackUnchanged() {
            assertThat(lent).isNotEmpty();
            assertThat(returned).isEqualTo(lent);
            assertThat(database.connections().out()).isZero();
        }

        private static List<String> taste(Engine engine) {
            return engine == Engine.H2
                    ? List.of("set time zone 'America/New_York'")
                    : List.of(
                            "set timezone = 'America/New_York'",
                            "set datestyle = 'ISO, DMY'",
                            "set intervalstyle = 'sql_standard'",
                            "set bytea_output = 'escape'",
                            "set extra_float_digits = 0",
                            "set lock_timeout = 1234",
                            "set row_security = on",
                            "set standard_conforming_strings = off",
                            "set quote_all_identifiers = on",
                            "set transform_null_equals = on",
                            "set search_path = public, pg_catalog, pg_temp",
                            "set session_replication_role = 'replica'",
                            "set statement_timeout = 99999",
                            "set idle_in_transaction_session_timeout = 99999");
        }

        private static List<String> look(Engine engine, Connection connection) throws SQLException {
            List<String> seen = new ArrayList<>();
            seen.add("autocommit " + connection.getAutoCommit());
            seen.add("read only " + connection.isReadOnly());
            seen.add("isolation " + connection.getTransactionIsolation());
            String query = engine == Engine.H2
                    ? "select 'SET TIME ZONE ''' || setting_value || '''' from information_schema.settings"
                            + " where setting_name = 'TIME ZONE'"
                    : "select name || '=' || setting from pg_settings where source = 'session'"
                            + " and name not like 'transaction%' order by name";
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    seen.add(rows.getString(1));
                }
            }
            return seen;
        }
    }
}
