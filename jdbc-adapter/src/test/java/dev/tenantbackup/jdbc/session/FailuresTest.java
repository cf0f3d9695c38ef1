// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tenantbackup.model.DatabaseException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {

    private static final Failures ORDERS = Failures.of(TenantId.of("acme"), TableName.of("orders"));

    @Test
    void saysWhatToWhomAndWhy() {
        DatabaseException failure = failing(new SQLException("ERROR: permission denied for table orders", "42501"));

        assertThat(failure)
                .hasMessageStartingWith("Cannot read the rows of table 'orders' for tenant 'acme':"
                        + " ERROR: permission denied for table orders (SQL state 42501).");
        assertThat(failure.problem().hint()).get().asString().startsWith("grant the right");
        assertThat(failure.problem().tenant()).contains(TenantId.of("acme"));
        assertThat(failure.problem().table()).contains(TableName.of("orders"));
        assertThat(failure.problem().retryable()).isFalse();
        assertThat(failure.getCause()).isInstanceOf(SQLException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "40001, true",
        "40P01, true",
        "08006, true",
        "57P01, true",
        "53300, true",
        "55P03, true",
        "HYT00, true",
        "42501, false",
        "23505, false",
        "22003, false",
        "25P02, false"
    })
    void saysWhetherTryingAgainCanHelp(String state, boolean retryable) {
        assertThat(failing(new SQLException("fact", state)).problem().retryable())
                .isEqualTo(retryable);
    }

    @ParameterizedTest
    @CsvSource({"22P02", "23505"})
    void neverQuotesARow(String state) {
        SQLException original = new SQLException("ERROR: Key (email)=(secret@example.org) already exists", state);

        StringWriter trace = new StringWriter();
        failing(new DataAccessException("SQL [...]; secret@example.org", original))
                .printStackTrace(new PrintWriter(trace));

        assertThat(trace.toString())
                .doesNotContain("secret")
                .contains("the database refused a value (SQL state " + state + ")");
    }

    @Test
    void leavesOutTheStatement() {
        assertThat(failing(new SQLException("Table \"X\" not found; SQL statement:\nselect 'secret'", "42S02")))
                .hasMessage("Cannot read the rows of table 'orders' for tenant 'acme': Table \"X\" not found"
                        + " (SQL state 42S02).");
    }

    @Test
    void worksWithoutAnySqlState() {
        assertThat(failing(new SQLException()))
                .hasMessage("Cannot read the rows of table 'orders' for tenant 'acme': SQLException.");
    }

    private static DatabaseException failing(Exception failure) {
        return catchThrowableOfType(
                DatabaseException.class,
                () -> ORDERS.doing("read the rows", () -> {
                    if (failure instanceof SQLException sql) {
                        throw sql;
                    }
                    throw (RuntimeException) failure;
                }));
    }
}
