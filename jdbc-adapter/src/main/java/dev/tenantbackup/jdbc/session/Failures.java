// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.session;

import dev.tenantbackup.model.DatabaseException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * The one place where a database's failures become this library's: what could not be done, to whom, why, and whether
 * trying again can help. A reason that might quote a row's content is withheld, in the message and in the cause.
 *
 * @param tenant whose rows were at hand, if anybody's
 * @param table the table at hand, if it was about one
 */
public record Failures(@Nullable TenantId tenant, @Nullable TableName table) {

    /** Failures of work that is about no tenant and no table. */
    public static final Failures GENERAL = new Failures(null, null);

    /** Data exceptions and constraint violations: their texts quote values. */
    private static final Set<String> QUOTES_VALUES = Set.of("22", "23");

    /** Where PostgreSQL, H2 and MariaDB say which constraint does not hold. */
    private static final List<Pattern> CONSTRAINTS = List.of(
            Pattern.compile("^ERROR: [^:]* constraint \"([^\"]+)\"(?: on table \"[^\"]+\")?$"),
            Pattern.compile("^Unique index or primary key violation: \"([^\" ]+) ON "),
            Pattern.compile("Duplicate entry '.*' for key '([^']+)'$"),
            Pattern.compile("CONSTRAINT `([^`]+)` (?:FOREIGN KEY|failed for)"));

    /** Rolled back because of others; connection gone; server going down or out of resources. */
    private static final Set<String> MAY_PASS = Set.of("40", "08", "53", "57");

    /** Lock not available, in PostgreSQL's words and in H2's. */
    private static final Set<String> LOCKED = Set.of("55P03", "HYT00");

    /** MariaDB's codes, where its SQL state says nothing: changed since the view was taken, lock, table altered. */
    private static final Set<Integer> CODES_THAT_MAY_PASS = Set.of(1020, 1205, 1412);

    private static final String NO_RIGHT = "42501";

    /** MariaDB has the same SQL state for a right that is missing as for a wrong statement. */
    private static final Set<Integer> NO_RIGHT_CODES = Set.of(1044, 1142, 1143, 1227, 1370);

    private static final int NO_RIGHT_ON_H2 = 90096;

    /** Work that may fail as JDBC or jOOQ fail. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws SQLException;
    }

    /** Work without a result. */
    @FunctionalInterface
    public interface Step {
        void run() throws SQLException;
    }

    public static Failures of(TenantId tenant, TableName table) {
        return new Failures(tenant, table);
    }

    public static Failures of(TableName table) {
        return new Failures(null, table);
    }

    public static Failures of(TenantId tenant) {
        return new Failures(tenant, null);
    }

    /**
     * Does the work.
     *
     * @param what what it does, as it reads after "Cannot": {@code read the rows}
     * @throws DatabaseException if the database fails
     */
    public <T> T during(String what, Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw translate(what, e, e);
        } catch (DataAccessException e) {
            throw translate(what, e, e.getCause(SQLException.class));
        }
    }

    /** Does work without a result, like {@link #during(String, Work)}. */
    public void doing(String what, Step step) {
        during(what, () -> {
            step.run();
            return true;
        });
    }

    private DatabaseException translate(String what, Exception failure, @Nullable SQLException sql) {
        String state = sql == null || sql.getSQLState() == null ? "" : sql.getSQLState();
        int code = sql == null ? 0 : sql.getErrorCode();
        String kind = state.length() < 2 ? "" : state.substring(0, 2);
        boolean withheld = QUOTES_VALUES.contains(kind);
        StringBuilder message = new StringBuilder("Cannot ").append(what);
        if (table != null) {
            message.append(" of table '").append(table).append('\'');
        }
        if (tenant != null) {
            message.append(" for tenant '").append(tenant).append('\'');
        }
        message.append(": ").append(withheld ? refusedValue(sql) : firstLine(sql == null ? failure : sql));
        if (!state.isEmpty()) {
            message.append(" (SQL state ").append(state).append(')');
        }
        Problem problem =
                Problem.of(message.append('.').toString()).withTenant(tenant).withTable(table);
        if (MAY_PASS.contains(kind) || LOCKED.contains(state) || CODES_THAT_MAY_PASS.contains(code)) {
            problem = problem.withHint("try again; other sessions stood in the way or the connection was lost")
                    .thatMayPass();
        } else if (isMissingRight(state, code)) {
            problem = problem.withHint(
                    "grant the right, or connect as a user who has it and from whom row security" + " hides no rows");
        }
        return new DatabaseException(problem, withheld && sql != null ? withoutText(sql) : failure);
    }

    /** Whether it was a right that the database missed. */
    public static boolean isMissingRight(RuntimeException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return isMissingRight(state == null ? "" : state, sql.getErrorCode());
            }
        }
        return false;
    }

    private static boolean isMissingRight(String state, int code) {
        return state.equals(NO_RIGHT) || code == NO_RIGHT_ON_H2 || NO_RIGHT_CODES.contains(code);
    }

    /** Names the constraint, where the product's words give its name away and no value. */
    private static String refusedValue(@Nullable SQLException sql) {
        String fact = "the database refused a value";
        return sql == null
                ? fact
                : CONSTRAINTS.stream()
                        .map(constraint -> constraint.matcher(firstLine(sql)))
                        .filter(Matcher::find)
                        .map(found -> fact + ", by constraint '" + found.group(1) + "'")
                        .findFirst()
                        .orElse(fact);
    }

    private static String firstLine(Exception failure) {
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        String line = message.lines().findFirst().orElse(message);
        int statement = line.indexOf("; SQL statement:");
        String fact = statement < 0 ? line : line.substring(0, statement);
        return fact.endsWith(".") ? fact.substring(0, fact.length() - 1) : fact;
    }

    private static SQLException withoutText(SQLException original) {
        SQLException copy =
                new SQLException("text withheld, it may quote a row", original.getSQLState(), original.getErrorCode());
        copy.setStackTrace(original.getStackTrace());
        return copy;
    }
}
