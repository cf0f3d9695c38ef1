// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.rights;

import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.model.RightsException;
import dev.tenantbackup.model.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Name;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * H2 tells only administrators who may do what. Others learn it by statements that touch no row; it runs in the same
 * process, so that one per right costs nothing. A table with triggers is asked for SELECT alone: a trigger may fire though
 * no row is touched.
 */
public final class H2Rights extends RightsCheck {

    /** Statements that touch no row of {0}; {1} is a column that takes any value. */
    private static final Map<String, String> PROBES = Map.of(
            "INSERT", "insert into {0} ({1}) select {1} from {0} where false",
            "UPDATE", "update {0} set {1} = {1} where false",
            "DELETE", "delete from {0} where false");

    H2Rights(JdbcSession session) {
        super(session);
    }

    /**
     * What to throw where the right to alter a schema's objects turns out to be missing: only a statement that has an effect
     * shows it.
     */
    public static RightsException lackingAlter(JdbcSession session) {
        String user = session.sql().resultQuery("select current_user").fetchSingle(0, String.class);
        MissingRights missing = new MissingRights(quoted(user, "\""));
        missing.addStatement("GRANT ALTER ANY SCHEMA TO " + quoted(user, "\""));
        return missing.asException();
    }

    @Override
    void require(Needs needs) {
        String user = sql().resultQuery("select USER_NAME from INFORMATION_SCHEMA.USERS"
                        + " where USER_NAME = current_user and not IS_ADMIN")
                .fetchOne(0, String.class);
        if (user == null) {
            return;
        }
        MissingRights missing = new MissingRights(quoted(user, "\""));
        Map<List<String>, String> columns = columnsOfTablesWithoutTriggers();
        needs.tables().forEach((table, rights) -> {
            for (String right : rights) {
                if (lacks(table, right, columns)) {
                    missing.add(right, quoted(schemaOf(table), "\"") + "." + quoted(table.name(), "\""));
                }
            }
        });
        missing.refuse();
    }

    private Map<List<String>, String> columnsOfTablesWithoutTriggers() {
        Map<List<String>, String> columns = new HashMap<>();
        sql().fetch("""
                        select TABLE_SCHEMA, TABLE_NAME, min(COLUMN_NAME) from INFORMATION_SCHEMA.COLUMNS
                         where IS_IDENTITY = 'NO' and IS_GENERATED = 'NEVER'
                           and (TABLE_SCHEMA, TABLE_NAME) not in (
                             select EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE from INFORMATION_SCHEMA.TRIGGERS)
                         group by TABLE_SCHEMA, TABLE_NAME""")
                .forEach(row -> columns.put(
                        List.of(row.get(0, String.class), row.get(1, String.class)), row.get(2, String.class)));
        return columns;
    }

    private boolean lacks(TableName table, String right, Map<List<String>, String> columns) {
        Table<?> named = session().tables().of(table);
        String column = columns.get(List.of(schemaOf(table), table.name()));
        String probe = PROBES.get(right);
        try {
            if (probe == null) {
                sql().resultQuery("select 1 from {0} where false", named).fetch();
            } else if (column != null) {
                Name any = DSL.name(column);
                sql().execute(probe, named, any);
            }
            return false;
        } catch (DataAccessException refused) {
            if (Failures.isMissingRight(refused)) {
                return true;
            }
            throw refused;
        }
    }
}
