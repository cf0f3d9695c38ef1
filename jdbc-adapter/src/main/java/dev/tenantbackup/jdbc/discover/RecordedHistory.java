// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.discover;

import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.DatabaseException;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.DatabaseSchema;
import dev.tenantbackup.schema.SchemaHead;
import dev.tenantbackup.schema.TableSchema;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads how far a schema has come from the table in which Flyway or Liquibase keeps its record, whatever the table is
 * called: it is known by its columns. A record that the user may not read is not known.
 */
public final class RecordedHistory {

    private static final List<String> FLYWAY = List.of("installed_rank", "version", "type", "success");
    private static final List<String> LIQUIBASE = List.of("orderexecuted", "id", "exectype");
    private static final Set<String> EXECUTED = Set.of("EXECUTED", "RERAN", "MARK_RAN");

    private static final Logger LOG = LoggerFactory.getLogger(RecordedHistory.class);

    private final JdbcSession session;

    public RecordedHistory(JdbcSession session) {
        this.session = session;
    }

    /** The schema, with its recorded head if there is one. */
    public DatabaseSchema headOf(DatabaseSchema schema) {
        return schema.tables().stream()
                .flatMap(table -> head(table).stream())
                .findFirst()
                .map(schema::with)
                .orElse(schema);
    }

    private Optional<SchemaHead> head(TableSchema table) {
        List<String> flyway = columns(table, FLYWAY);
        List<String> liquibase = columns(table, LIQUIBASE);
        try {
            if (!flyway.isEmpty()) {
                return flywayVersion(newestFirst(table, flyway)).map(version -> new SchemaHead("flyway", version));
            }
            return liquibase.isEmpty()
                    ? Optional.empty()
                    : liquibaseId(newestFirst(table, liquibase)).map(id -> new SchemaHead("liquibase", id));
        } catch (DatabaseException failure) {
            if (!Failures.isMissingRight(failure)) {
                throw failure;
            }
            LOG.warn("Table '{}' may not be read: how far the schema's history has come is not known", table.name());
            return Optional.empty();
        }
    }

    /** The columns of these names as the table spells them; none if it lacks one. */
    private static List<String> columns(TableSchema table, List<String> names) {
        List<String> found = names.stream()
                .flatMap(name -> table.columns().stream()
                        .map(Column::name)
                        .filter(name::equalsIgnoreCase)
                        .limit(1))
                .toList();
        return found.size() == names.size() ? found : List.of();
    }

    /** @param columns the first one counts the changes */
    private Result<Record> newestFirst(TableSchema table, List<String> columns) {
        Table<?> from = session.tables().as(table.name(), "history");
        List<Field<Object>> fields = SqlTables.columns(from, columns);
        return Failures.of(table.name())
                .during(
                        "read the record of the schema's history",
                        () -> session.sql()
                                .select(fields)
                                .from(from)
                                .orderBy(fields.get(0).desc())
                                .fetch());
    }

    /** Repeatable migrations have no version; what was undone counts no more. */
    private static Optional<String> flywayVersion(Result<Record> newestFirst) {
        Set<String> undone = new HashSet<>();
        for (Record change : newestFirst) {
            String version = change.get(1, String.class);
            String type = change.get(2, String.class);
            if (version == null || !Boolean.TRUE.equals(change.get(3, Boolean.class))) {
                continue;
            }
            if (type != null && (type.startsWith("UNDO") || type.equals("DELETE"))) {
                undone.add(version);
            } else if (!undone.contains(version)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> liquibaseId(Result<Record> newestFirst) {
        return newestFirst.stream()
                .filter(change -> EXECUTED.contains(String.valueOf(change.get(2, String.class))))
                .map(change -> change.get(1, String.class))
                .findFirst();
    }
}
