// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.examine;

import dev.tenantbackup.jdbc.session.BatchInsert;
import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.TemporaryTables;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.DatabaseSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Name;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The keys of rows, in a temporary table for each table that has any. */
final class Notebook {

    private static final String ALIAS = "tb_n";

    private final JdbcSession session;
    private final DatabaseSchema schema;
    private final TemporaryTables temporary;
    private final Map<TableName, Name> pages = new HashMap<>();
    private final Set<TableName> noted = new HashSet<>();
    private final Map<TableName, RowIdentity> identities = new HashMap<>();

    Notebook(JdbcSession session, DatabaseSchema schema) {
        this.session = session;
        this.schema = schema;
        this.temporary = new TemporaryTables(session);
    }

    RowIdentity identity(TableName table) {
        return identities.computeIfAbsent(table, name -> new RowIdentity(session.dialect(), schema.table(name)));
    }

    /**
     * Notes all rows of a stream.
     *
     * @param rows with all stored columns of the table
     * @return how many there were
     */
    long note(TableName table, RowStream rows, Failures failures) {
        if (!noted.add(table)) {
            throw new IllegalStateException("table '" + table + "' was noted before");
        }
        Row row = rows.next();
        if (row == null) {
            return 0;
        }
        RowIdentity identity = identity(table);
        Name page = DSL.name("tb_noted_" + pages.size());
        failures.doing("make a temporary table", () -> {
            pages.put(table, page);
            temporary.create(page, identity.definitions(), List.of(identity.index()));
        });
        BatchInsert insert = new BatchInsert(session, page, identity.targets(), failures);
        long number = 0;
        while (row != null) {
            List<@Nullable String> key = new ArrayList<>();
            long characters = 0;
            for (int position : identity.positions()) {
                String text = row.value(position);
                key.add(text);
                characters += text == null ? 0 : text.length();
            }
            insert.add(identity.parameters(key, number++), characters);
            row = rows.next();
        }
        insert.flush();
        failures.doing("index a temporary table", () -> {
            temporary.index(page, List.of(identity.index()));
            temporary.analyze(page);
        });
        return number;
    }

    /** Whether a row was noted. */
    Condition isNoted(TableName table, Table<?> as) {
        if (!noted.contains(table)) {
            throw new IllegalStateException("table '" + table + "' was not noted");
        }
        Name page = pages.get(table);
        if (page == null) {
            return DSL.falseCondition();
        }
        Table<?> notes = DSL.table(page).as(DSL.name(ALIAS));
        return DSL.exists(DSL.selectOne().from(notes).where(identity(table).isNoted(as, notes)));
    }

    void drop() {
        temporary.drop(List.copyOf(pages.values()));
    }
}
