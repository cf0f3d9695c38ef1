// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.rights;

import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.model.TableName;
import java.util.regex.Matcher;
import org.jooq.DSLContext;

/**
 * Whether a session's user has the rights that an operation takes. Asks in the session's open transaction, which has seen
 * a view afterwards: begin anew where that matters.
 */
public abstract sealed class RightsCheck permits H2Rights, MariaDbRights, PostgresRights {

    private final JdbcSession session;

    RightsCheck(JdbcSession session) {
        this.session = session;
    }

    private static RightsCheck of(JdbcSession session) {
        return switch (session.dialect().product()) {
            case "H2" -> new H2Rights(session);
            case "MariaDB" -> new MariaDbRights(session);
            case "PostgreSQL" -> new PostgresRights(session);
            default -> throw new IllegalStateException("no way to ask for rights on " + session.dialect());
        };
    }

    /**
     * Refuses where the user does not have every right.
     *
     * @throws dev.tenantbackup.model.RightsException if one is missing, with all that are
     */
    public static void require(JdbcSession session, Needs needs) {
        Failures.GENERAL.doing("ask for the user's rights", () -> of(session).require(needs));
    }

    /**
     * Refuses where the product's catalog hides tables that the user may not read: a schema read through it would look
     * complete.
     *
     * @throws dev.tenantbackup.model.RightsException if it may hide some
     */
    public static void requireSight(JdbcSession session) {
        Failures.GENERAL.doing("ask for the user's rights", () -> of(session).requireSight());
    }

    abstract void require(Needs needs);

    void requireSight() {
        // most products name a table also to those who may not read it
    }

    final JdbcSession session() {
        return session;
    }

    final DSLContext sql() {
        return session.sql();
    }

    final String schemaOf(TableName table) {
        return session.tables().schemaOf(table);
    }

    /** A text with a quote sign doubled and around it. */
    static String quoted(String name, String quote) {
        return quote + name.replaceAll(quote, Matcher.quoteReplacement(quote + quote)) + quote;
    }
}
