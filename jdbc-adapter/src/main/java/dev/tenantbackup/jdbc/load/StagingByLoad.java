// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.jdbc.load.StagingTable.Change;
import dev.tenantbackup.jdbc.session.CopyText;
import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.LoadData;
import dev.tenantbackup.jdbc.session.LoadData.Outcome;
import dev.tenantbackup.model.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Name;
import org.jooq.impl.DSL;

/**
 * LOAD DATA, as long as it takes every row as it is. Rows that it was not content with are taken out again and go the
 * way of {@link StagingByInsert}, and so does everything behind them: an INSERT refuses what can't be held.
 */
final class StagingByLoad implements StagingWay {

    private static final int BYTES_AT_ONCE = 1 << 20;

    private final JdbcSession session;
    private final StagingTable table;
    private final StagingByInsert insert;
    private final Failures failures;
    private final LoadTarget target;
    private final CopyText text = new CopyText();
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean isTrusted = true;

    private StagingByLoad(JdbcSession session, LoadData load, StagingTable table) {
        this.session = session;
        this.table = table;
        this.insert = new StagingByInsert(session, table);
        this.failures = Failures.of(table.plan().name());
        this.target = new LoadTarget(
                session, load, table.name(), table.plan(), List.of(StagingTable.CHANGE, StagingTable.NUMBER));
    }

    /** Empty where the server or the driver does not let us. */
    static Optional<StagingWay> into(StagingTable table, JdbcSession session, LoadData load) {
        StagingByLoad way = new StagingByLoad(session, load, table);
        return way.target.isAllowed() ? Optional.of(way) : Optional.empty();
    }

    @Override
    public void add(Row row, Change change, long number) {
        if (!isTrusted) {
            insert.add(row, change, number);
            return;
        }
        waiting.add(new Waiting(row, change, number));
        LoadTarget.add(row, text);
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
        Outcome outcome = failures.during("stage rows", () -> target.write(text));
        isTrusted = outcome.isExact(waiting.size());
        if (!isTrusted) {
            failures.doing("stage rows again", this::takeOut);
            waiting.forEach(row -> insert.add(row.row(), row.change(), row.number()));
        }
        waiting.clear();
        text.clear();
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
