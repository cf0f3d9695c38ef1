// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.rights;

import dev.tenantbackup.jdbc.session.JdbcSession;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.exception.DataAccessException;

/**
 * MariaDB hides tables and triggers from users without a right on them: what makes them seen is asked for on whole
 * databases. Other rights may also be had on single tables; rights on single columns don't count.
 */
final class MariaDbRights extends RightsCheck {

    private static final Pattern SEQUENCE = Pattern.compile("`((?:[^`]|``)+)`\\.`((?:[^`]|``)+)`");

    /** A server that checks no rights can't list them. */
    private static final int NOT_CHECKED = 1290;

    MariaDbRights(JdbcSession session) {
        super(session);
    }

    @Override
    void requireSight() {
        MissingRights missing = new MissingRights(user());
        MariaDbGrants grants = grants();
        session().schemas().forEach(schema -> need(grants, missing, "SELECT", schema));
        missing.refuse();
    }

    @Override
    void require(Needs needs) {
        MissingRights missing = new MissingRights(user());
        MariaDbGrants grants = grants();
        for (String schema : session().schemas()) {
            need(grants, missing, "SELECT", schema);
            if (needs.triggers()) {
                need(grants, missing, "TRIGGER", schema);
            }
        }
        if (needs.temporaryTables()) {
            need(grants, missing, "CREATE TEMPORARY TABLES", session().schemas().get(0));
        }
        needs.tables().forEach((table, rights) -> {
            String schema = schemaOf(table);
            for (String right : rights) {
                boolean asked = right.equals("SELECT") && session().schemas().contains(schema);
                if (!asked) {
                    need(grants, missing, right, schema, table.name());
                }
            }
        });
        needs.numbered().forEach(table -> need(grants, missing, "INSERT", schemaOf(table), table.name()));
        needs.sequences().forEach(name -> {
            Matcher sequence = SEQUENCE.matcher(name);
            if (sequence.matches()) {
                String schema = sequence.group(1).replace("``", "`");
                need(grants, missing, "SELECT", schema, sequence.group(2).replace("``", "`"));
                need(grants, missing, "INSERT", schema, sequence.group(2).replace("``", "`"));
            }
        });
        missing.refuse();
    }

    private static void need(MariaDbGrants grants, MissingRights missing, String right, String schema) {
        if (!grants.allow(right, schema)) {
            missing.add(right, quoted(schema, "`") + ".*");
        }
    }

    private static void need(MariaDbGrants grants, MissingRights missing, String right, String schema, String table) {
        if (!grants.allow(right, schema, table)) {
            missing.add(right, quoted(schema, "`") + "." + quoted(table, "`"));
        }
    }

    private String user() {
        String account = sql().resultQuery("select current_user()").fetchSingle(0, String.class);
        int host = account.lastIndexOf('@');
        return quoted(account.substring(0, host), "`") + "@" + quoted(account.substring(host + 1), "`");
    }

    private MariaDbGrants grants() {
        try {
            List<String> lines = sql().resultQuery("show grants").fetch(0, String.class);
            return MariaDbGrants.of(lines);
        } catch (DataAccessException refused) {
            SQLException cause = refused.getCause(SQLException.class);
            if (cause != null && cause.getErrorCode() == NOT_CHECKED) {
                return MariaDbGrants.of(List.of("GRANT ALL PRIVILEGES ON *.* TO everybody"));
            }
            throw refused;
        }
    }
}
