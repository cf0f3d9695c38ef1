// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.catalog.RootTable;
import dev.tenantbackup.jdbc.load.StagingTable.Change;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.TableChanges;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.plan.Target;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.schema.ValueForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** One row that a load has written, by which another session can tell whether the load was committed. */
final class Witness {

    private final TableSchema table;
    private final List<String> key;
    private final Change change;
    private final Optional<List<@Nullable String>> written;

    private Witness(TableSchema table, List<String> key, Change change, Optional<List<@Nullable String>> written) {
        this.table = table;
        this.key = key;
        this.change = change;
        this.written = written;
    }

    /**
     * Finds one in the transaction that is about to commit: an inserted row, or else a deleted one, or else an updated
     * one. Rows that get new keys are no good, but for a new tenant's own: staged keys are not theirs.
     *
     * @return empty if no such row with a key was written
     */
    static Optional<Witness> of(LoadScope scope, Map<TableName, TableChanges> staged) {
        if (scope.plan().target() instanceof Target.NewTenant) {
            return scope.plan().catalog().root().flatMap(root -> ofRoot(scope, root));
        }
        boolean keepsKeys = scope.plan().remap().isEmpty();
        for (Change change :
                keepsKeys ? List.of(Change.INSERT, Change.DELETE, Change.UPDATE) : List.of(Change.DELETE)) {
            for (TablePlan table : scope.plan().tables()) {
                TableChanges changes = staged.getOrDefault(table.name(), TableChanges.NONE);
                Optional<Witness> found = table.hasKey() && count(changes, change) > 0
                        ? ofStaged(scope, scope.staging().table(table.name()), change)
                        : Optional.empty();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Witness> ofRoot(LoadScope scope, RootTable root) {
        TableSchema schema = scope.plan().catalog().table(root.table()).schema();
        return schema.keyColumns().equals(List.of(root.keyColumn()))
                ? written(scope, schema, List.of(scope.tenant().value()), Change.INSERT)
                : Optional.empty();
    }

    private static long count(TableChanges changes, Change change) {
        return switch (change) {
            case INSERT -> changes.inserted();
            case UPDATE -> changes.updated();
            case DELETE -> changes.deleted();
            case PAIRED -> 0;
        };
    }

    private static Optional<Witness> ofStaged(LoadScope scope, StagingTable staging, Change change) {
        TableSchema schema = staging.plan().table().schema();
        Table<?> staged = staging.as("s");
        List<Field<String>> texts = schema.keyColumns().stream()
                .map(column -> scope.dialect().textOf(schema.column(column), SqlTables.column(staged, column)))
                .toList();
        return scope
                .sql()
                .select(texts)
                .from(staged)
                .where(StagingTable.is(staged, change))
                .limit(1)
                .fetch(row -> Arrays.asList(row.into(String[].class)))
                .stream()
                .flatMap(key -> written(scope, schema, key, change).stream())
                .findFirst();
    }

    /** If the transaction has indeed written it. */
    private static Optional<Witness> written(LoadScope scope, TableSchema schema, List<String> key, Change change) {
        Optional<List<@Nullable String>> now = look(scope.session(), schema, key);
        return now.isPresent() == (change == Change.DELETE)
                ? Optional.empty()
                : Optional.of(new Witness(schema, key, change, now));
    }

    private static Optional<List<@Nullable String>> look(JdbcSession session, TableSchema schema, List<String> key) {
        Table<?> row = session.tables().asItself(schema.name());
        Condition same = DSL.noCondition();
        for (int i = 0; i < key.size(); i++) {
            Column column = schema.column(schema.keyColumns().get(i));
            Field<Object> field = SqlTables.column(row, column.name());
            same = same.and(session.dialect()
                    .comparand(column, key.get(i))
                    .map(value -> field.eq(value.coerce(Object.class)))
                    .orElse(DSL.falseCondition()));
        }
        List<Field<String>> texts = new ArrayList<>();
        for (Column column : schema.storedColumns()) {
            if (column.form() != ValueForm.UNSUPPORTED) {
                texts.add(session.dialect().textOf(column, SqlTables.column(row, column.name())));
            }
        }
        return session
                .sql()
                .select(texts)
                .from(row)
                .where(same)
                .fetch(found -> Arrays.<@Nullable String>asList(found.into(String[].class)))
                .stream()
                .findFirst();
    }

    /** What a session's present view says, in which the transaction is over. */
    Sign seenBy(JdbcSession session) {
        Optional<List<@Nullable String>> now = look(session, table, key);
        if (now.equals(written)) {
            return Sign.COMMITTED;
        }
        return switch (change) {
            case INSERT -> now.isEmpty() ? Sign.ROLLED_BACK : Sign.UNCLEAR;
            // if somebody else has changed the row since, what follows is no more than the same restore once more
            default -> Sign.ROLLED_BACK;
        };
    }

    /** How a row looks. */
    enum Sign {
        /** As the load has left it. */
        COMMITTED,
        /** As if there had been no load. */
        ROLLED_BACK,
        /** Neither. */
        UNCLEAR
    }
}
