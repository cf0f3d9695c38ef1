// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.jdbc.load.StagingTable.Change;
import dev.tenantbackup.jdbc.session.CopyText;
import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.LoadData;
import dev.tenantbackup.jdbc.session.LoadData.Outcome;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.schema.Column;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.impl.DSL;

/**
 * LOAD DATA, as long as it takes every row as it is. Rows that it was not content with are taken out again and go the
 * way of {@link StagingByInsert}, and so does everything behind them: an INSERT refuses what can't be held.
 */
final class StagingByLoad implements StagingWay {

    private static final int BYTES_AT_ONCE = 1 << 20;

    private final JdbcSession session;
    private final LoadData load;
    private final StagingTable table;
    private final StagingByInsert insert;
    private final Failures failures;
    private final String target;
    private final List<String> variables = new ArrayList<>();
    private final CopyText text = new CopyText();
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean isTrusted = true;

    private StagingByLoad(JdbcSession session, LoadData load, StagingTable table) {
        this.session = session;
        this.load = load;
        this.table = table;
        this.insert = new StagingByInsert(session, table);
        this.failures = Failures.of(table.plan().name());
        this.target = target();
    }

    /** Empty where the server or the driver does not let us. */
    static Optional<StagingWay> into(StagingTable table, JdbcSession session, LoadData load) {
        StagingByLoad way = new StagingByLoad(session, load, table);
        return load.isAllowed(way.target) ? Optional.of(way) : Optional.empty();
    }

    private String target() {
        List<Field<?>> fields = new ArrayList<>();
        List<Field<?>> assignments = new ArrayList<>();
        for (String name : table.plan().columns()) {
            Column column = table.plan().column(name);
            Field<?> read = DSL.field(DSL.raw("@tb_" + variables.size()));
            Field<?> value = session.dialect().valueOf(column, read);
            if (value == read) {
                fields.add(DSL.field(DSL.name(name)));
            } else {
                variables.add("@tb_" + variables.size());
                fields.add(read);
                assignments.add(DSL.field("{0} = {1}", DSL.name(name), value));
            }
        }
        fields.add(DSL.field(DSL.name(StagingTable.CHANGE)));
        fields.add(DSL.field(DSL.name(StagingTable.NUMBER)));
        String rows = session.sql().render(table.name())
                + " character set utf8mb4 fields terminated by '\\t' escaped by '\\\\' lines terminated by '\\n' ("
                + session.sql().render(DSL.list(fields)) + ")";
        return assignments.isEmpty() ? rows : rows + " set " + session.sql().render(DSL.list(assignments));
    }

    @Override
    public void add(Row row, Change change, long number) {
        if (!isTrusted) {
            insert.add(row, change, number);
            return;
        }
        waiting.add(new Waiting(row, change, number));
        for (int i = 0; i < row.size(); i++) {
            if (row.isNull(i)) {
                text.addNull();
            } else {
                text.add(row.utf8(), row.from(i), row.to(i));
            }
        }
        add(change.code());
        add(Long.toString(number));
        text.end();
        if (text.size() >= BYTES_AT_ONCE) {
            load();
        }
    }

    private void add(String ascii) {
        text.add(ascii.getBytes(StandardCharsets.US_ASCII), 0, ascii.length());
    }

    @Override
    public void flush() {
        load();
        insert.flush();
    }

    private void load() {
        if (waiting.isEmpty()) {
            return;
        }
        Outcome outcome = failures.during("stage rows", this::write);
        isTrusted = outcome.isExact(waiting.size());
        if (!isTrusted) {
            failures.doing("stage rows again", this::takeOut);
            waiting.forEach(row -> insert.add(row.row(), row.change(), row.number()));
        }
        waiting.clear();
        text.clear();
    }

    private Outcome write() throws SQLException {
        try {
            return load.write(target, text.array(), text.size());
        } finally {
            // they outlive the transaction, and hold the last row's values
            if (!variables.isEmpty()) {
                session.sql().execute("set " + String.join(" = null, ", variables) + " = null");
            }
        }
    }

    private void takeOut() {
        Name number = DSL.name(StagingTable.NUMBER);
        session.sql()
                .execute(
                        "delete from {0} where {1} between {2} and {3}",
                        table.name(),
                        number,
                        DSL.inline(waiting.get(0).number()),
                        DSL.inline(waiting.get(waiting.size() - 1).number()));
    }

    /** A row that is not known to be there as it should be. */
    private record Waiting(Row row, Change change, long number) {}
}
