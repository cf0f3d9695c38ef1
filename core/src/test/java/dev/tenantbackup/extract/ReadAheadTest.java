// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.database.MemoryReader;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.model.CancelledException;
import dev.tenantbackup.model.DatabaseException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadAheadTest {

    private static final TenantId TENANT = TenantId.of("acme");
    private static final List<String> COLUMNS = List.of("id");

    private final Map<TableName, List<Row>> tables = new TreeMap<>();
    private final Map<TableName, List<String>> columns = new TreeMap<>();
    private final List<MemoryReader> readers = new ArrayList<>();

    @AfterEach
    void noStreamIsLeftOpenAndNoThreadLeftRunning() {
        readers.forEach(MemoryReader::close);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().equals("tenant-backup-reader"))
                .noneMatch(Thread::isAlive);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void tablesComeInTheOrderAskedForWithAllTheirRowsInOrder(int parallel) {
        List<TableName> order = new ArrayList<>();
        for (int i = 20; i > 0; i--) {
            order.add(table("t" + i, i * 137));
        }

        try (ReadAhead ahead = ReadAhead.of(readers(parallel), TENANT, order)) {
            for (TableName table : order) {
                assertThat(drain(ahead.rows(table, COLUMNS))).isEqualTo(tables.get(table));
            }
        }
    }

    @Test
    void theEndStaysTheEnd() {
        TableName table = table("t", 1);
        try (ReadAhead ahead = ReadAhead.of(readers(1), TENANT, List.of(table));
                RowStream rows = ahead.rows(table, COLUMNS)) {
            assertThat(rows.columns()).isEqualTo(COLUMNS);
            assertThat(rows.next()).isNotNull();
            assertThat(rows.next()).isNull();
            assertThat(rows.next()).isNull();
        }
    }

    @Test
    void whatTheSourceCountedIsKnownAtTheEnd() {
        TableName table = table("t", 2 * ReadAhead.BATCH_ROWS);
        List<TenantReader> counting = List.of(new MemoryReader(tables, columns).counting(1_234));
        try (ReadAhead ahead = ReadAhead.of(counting, TENANT, List.of(table));
                RowStream rows = ahead.rows(table, COLUMNS)) {
            for (int i = 0; i < 2 * ReadAhead.BATCH_ROWS; i++) {
                assertThat(rows.counted()).isEmpty();
                assertThat(rows.next()).isNotNull();
            }
            assertThat(rows.next()).isNull();
            assertThat(rows.counted()).hasValue(1_234);
        }
    }

    @Test
    void aFailureIsPassedOnAndIsNoEnd() {
        TableName broken = TableName.of("broken");
        TableName sound = table("sound", 3);
        DatabaseException lost = new DatabaseException(Problem.of("The connection was lost."));

        try (ReadAhead ahead = ReadAhead.of(readersThatFail(lost), TENANT, List.of(broken, sound))) {
            RowStream rows = ahead.rows(broken, COLUMNS);
            assertThatThrownBy(rows::next).isSameAs(lost);
            assertThatThrownBy(rows::next).isSameAs(lost);
            assertThat(drain(ahead.rows(sound, COLUMNS))).hasSize(3);
        }
    }

    @Test
    void anErrorIsPassedOnAsWell() {
        TableName broken = TableName.of("broken");
        StackOverflowError deep = new StackOverflowError("deep");

        try (ReadAhead ahead = ReadAhead.of(readersThatFail(deep), TENANT, List.of(broken))) {
            RowStream rows = ahead.rows(broken, COLUMNS);
            assertThatThrownBy(rows::next).isSameAs(deep);
        }
    }

    @Test
    void closingEarlyStopsReadersThatWaitForAConsumer() {
        List<TableName> order = List.of(
                table("a", 20 * ReadAhead.BATCH_ROWS * ReadAhead.BATCHES_AHEAD),
                table("b", 20 * ReadAhead.BATCH_ROWS * ReadAhead.BATCHES_AHEAD),
                table("c", 1));

        try (ReadAhead ahead = ReadAhead.of(readers(2), TENANT, order)) {
            RowStream rows = ahead.rows(order.get(0), COLUMNS);
            assertThat(rows.next()).isNotNull();
            rows.close();
        }
    }

    @Test
    void closingWithoutReadingIsAllowedAndTwiceAsWell() {
        ReadAhead ahead = ReadAhead.of(readers(3), TENANT, List.of(table("a", 100_000)));
        ahead.close();
        ahead.close();
    }

    @Test
    void anErrandIsRunByTheLastReaderBesideTheReading() {
        List<TableName> order = List.of(table("a", 3 * ReadAhead.BATCH_ROWS), table("b", 7));
        List<TenantReader> two = readers(2);
        Errand<TenantReader> who = new Errand<>((reader, closed) -> {
            // begins to use the reader on this thread, which must be the one that reads tables with it
            reader.rows(order.get(1), TENANT).close();
            return reader;
        });

        try (ReadAhead ahead = ReadAhead.of(two, TENANT, order, List.of(who))) {
            for (TableName table : order) {
                assertThat(drain(ahead.rows(table, COLUMNS))).isEqualTo(tables.get(table));
            }
            assertThat(who.answer()).isSameAs(two.get(1));
            who.throwIfFailed();
        }
    }

    @Test
    void whatAnErrandThrowsComesToWhoeverWaitsAndStopsNoTable() {
        TableName table = table("a", 5);
        DatabaseException lost = new DatabaseException(Problem.of("The connection was lost."));
        Errand<String> failing = new Errand<>((reader, closed) -> {
            throw lost;
        });

        try (ReadAhead ahead = ReadAhead.of(readers(2), TENANT, List.of(table), List.of(failing))) {
            assertThatThrownBy(failing::answer).isSameAs(lost);
            assertThatThrownBy(failing::throwIfFailed).isSameAs(lost);
            assertThat(drain(ahead.rows(table, COLUMNS))).hasSize(5);
        }
    }

    @Test
    void closingEarlyCancelsAnErrand() {
        Errand<String> endless = new Errand<>((reader, closed) -> {
            while (true) {
                closed.throwIfRequested();
                Thread.onSpinWait();
            }
        });

        ReadAhead.of(readers(2), TENANT, List.of(table("a", 5)), List.of(endless))
                .close();

        assertThatThrownBy(endless::answer).isInstanceOf(CancelledException.class);
    }

    @Test
    void tablesThatAreNotReadAheadAreRefused() {
        try (ReadAhead ahead = ReadAhead.of(readers(1), TENANT, List.of(table("a", 1)))) {
            assertThatThrownBy(() -> ahead.rows(TableName.of("b"), COLUMNS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("table 'b' is not read ahead");
        }
    }

    @Test
    void withoutAReaderNothingWouldEverCome() {
        assertThatThrownBy(() -> ReadAhead.of(List.of(), TENANT, List.of(table("a", 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nothing can be read ahead without a reader");
    }

    private TableName table(String name, int rows) {
        TableName table = TableName.of(name);
        List<Row> content = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            content.add(Row.of(Integer.toString(i)));
        }
        tables.put(table, content);
        columns.put(table, COLUMNS);
        return table;
    }

    private List<TenantReader> readers(int count) {
        for (int i = 0; i < count; i++) {
            readers.add(new MemoryReader(tables, columns));
        }
        return List.copyOf(readers);
    }

    /** A reader that fails for tables of which nobody said anything. */
    private List<TenantReader> readersThatFail(Throwable failure) {
        MemoryReader reader = new MemoryReader(tables, columns).failingForUnknownTables(failure);
        readers.add(reader);
        return List.of(reader);
    }

    private static List<Row> drain(RowStream rows) {
        List<Row> all = new ArrayList<>();
        for (Row row = rows.next(); row != null; row = rows.next()) {
            all.add(row);
        }
        rows.close();
        return all;
    }
}
