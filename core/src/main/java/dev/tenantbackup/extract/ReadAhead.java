// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.extract;

import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables ahead on several readers of one view, and gives them out in the order asked for.
 *
 * <p>Each reader takes the next table that nobody reads yet, and waits when it is {@value #BATCHES_AHEAD} batches of
 * {@value #BATCH_ROWS} rows ahead; a batch ends early at {@value #BATCH_BYTES} bytes. The consumer must take the
 * tables in the order given; since a table is begun before any table behind it, nobody waits for ever. Memory: so many
 * batches for each of {@value #TABLES_AHEAD} tables at most.
 */
public final class ReadAhead implements AutoCloseable {

    static final int BATCH_ROWS = 500;
    static final int BATCHES_AHEAD = 8;
    static final long BATCH_BYTES = 200_000;
    static final int TABLES_AHEAD = 8;
    private static final long PATIENCE_MILLIS = 100;

    private final Queue<TableName> waiting;
    private final Map<TableName, Channel> channels = new TreeMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Semaphore ahead = new Semaphore(TABLES_AHEAD);
    private volatile boolean closed;

    private ReadAhead(List<TableName> tables) {
        this.waiting = new ConcurrentLinkedQueue<>(tables);
        tables.forEach(table -> channels.put(table, new Channel()));
    }

    /**
     * Begins to read.
     *
     * @param readers at least one, all of the same view, each used by one thread of this object until it is closed
     * @param tables in the order in which they will be taken
     */
    public static ReadAhead of(List<TenantReader> readers, TenantId tenant, List<TableName> tables) {
        return of(readers, tenant, tables, List.of());
    }

    /**
     * The same, with errands that are run beside the reading.
     *
     * @param errands the last reader runs them before it reads tables; they are cancelled when this object is closed
     */
    public static ReadAhead of(
            List<TenantReader> readers, TenantId tenant, List<TableName> tables, List<Errand<?>> errands) {
        if (readers.isEmpty()) {
            throw new IllegalArgumentException("nothing can be read ahead without a reader");
        }
        ReadAhead ahead = new ReadAhead(tables);
        TenantReader last = readers.get(readers.size() - 1);
        for (TenantReader reader : readers) {
            ahead.start(() -> {
                if (reader.equals(last)) {
                    errands.forEach(errand -> errand.run(reader, () -> ahead.closed));
                }
                ahead.readTables(table -> reader.rowsInBulk(table, tenant));
            });
        }
        return ahead;
    }

    /**
     * Begins to read in one way, on a thread of its own.
     *
     * @param way to read one table after the other, used by that thread only until this object is closed
     * @param tables in the order in which they will be taken
     */
    public static ReadAhead by(TableReading way, List<TableName> tables) {
        ReadAhead ahead = new ReadAhead(tables);
        ahead.start(() -> ahead.readTables(way));
        return ahead;
    }

    private void start(Runnable reading) {
        Thread thread = new Thread(reading, "tenant-backup-reader");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /**
     * The rows of a table. To be called once per table, in the order given, each stream read before the next is asked
     * for.
     *
     * @param columns the columns of the table's rows
     */
    public RowStream rows(TableName table, List<String> columns) {
        Channel channel = channels.get(table);
        if (channel == null) {
            throw new IllegalArgumentException("table '" + table + "' is not read ahead");
        }
        return new ChannelRows(channel, columns, ahead);
    }

    private void readTables(TableReading way) {
        while (mayGoOn()) {
            TableName table = waiting.poll();
            if (table == null) {
                return;
            }
            Channel channel = channels.get(table);
            if (channel != null) {
                read(way, table, channel);
            }
        }
    }

    /** Waits while too many tables are read that nobody has taken; false once nobody wants any. */
    private boolean mayGoOn() {
        try {
            while (!closed) {
                if (ahead.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void read(TableReading way, TableName table, Channel channel) {
        try (RowStream rows = way.rows(table)) {
            List<Row> batch = new ArrayList<>(BATCH_ROWS);
            long bytes = 0;
            for (Row row = rows.next(); row != null && !closed; row = rows.next()) {
                batch.add(row);
                bytes += row.bytes();
                if (batch.size() == BATCH_ROWS || bytes >= BATCH_BYTES) {
                    put(channel, Batch.of(batch));
                    batch = new ArrayList<>(BATCH_ROWS);
                    bytes = 0;
                }
            }
            put(channel, Batch.last(batch, rows.counted()));
        } catch (RuntimeException | Error failure) {
            put(channel, Batch.failed(failure));
        }
    }

    private void put(Channel channel, Batch batch) {
        try {
            while (!closed && !channel.batches.offer(batch, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                // the consumer is behind: ask again whether it still is there
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops reading and waits until no thread uses a reader any more. */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads one table at a time. */
    @FunctionalInterface
    public interface TableReading {

        RowStream rows(TableName table);
    }

    private static final class Channel {
        final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>(BATCHES_AHEAD);
    }

    private record Batch(
            List<Row> rows,
            boolean last,
            OptionalLong counted,
            @Nullable Throwable failure) {

        static Batch of(List<Row> rows) {
            return new Batch(rows, false, OptionalLong.empty(), null);
        }

        static Batch last(List<Row> rows, OptionalLong counted) {
            return new Batch(rows, true, counted, null);
        }

        static Batch failed(Throwable failure) {
            return new Batch(List.of(), true, OptionalLong.empty(), failure);
        }
    }

    private static final class ChannelRows implements RowStream {

        private final Channel channel;
        private final List<String> columns;
        private final Semaphore ahead;
        private Batch batch = Batch.of(List.of());
        private int at;

        ChannelRows(Channel channel, List<String> columns, Semaphore ahead) {
            this.channel = channel;
            this.ahead = ahead;
            this.columns = List.copyOf(columns);
        }

        @Override
        public List<String> columns() {
            return columns;
        }

        @Override
        public @Nullable Row next() {
            while (at == batch.rows().size()) {
                Throwable failure = batch.failure();
                if (failure instanceof Error error) {
                    throw error;
                } else if (failure instanceof RuntimeException exception) {
                    throw exception;
                } else if (batch.last()) {
                    return null;
                }
                batch = take();
                at = 0;
                if (batch.last()) {
                    ahead.release();
                }
            }
            return batch.rows().get(at++);
        }

        @Override
        public OptionalLong counted() {
            return at == batch.rows().size() ? batch.counted() : OptionalLong.empty();
        }

        private Batch take() {
            boolean interrupted = false;
            try {
                while (true) {
                    try {
                        return channel.batches.take();
                    } catch (InterruptedException again) {
                        interrupted = true;
                    }
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public void close() {
            // the reading thread ends with the object that began it
        }
    }
}
