// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.database;

import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.KeyOrder;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Cancellation;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Reads rows of one tenant from memory. Strict: one stream at a time, for one thread, and it knows which were left open. */
public final class MemoryReader implements TenantReader {

    private final Map<TableName, List<Row>> tables;
    private final Map<TableName, List<String>> columns;
    private @Nullable Throwable failure;
    private OptionalLong counted = OptionalLong.empty();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicReference<@Nullable Thread> user = new AtomicReference<>();

    public MemoryReader(Map<TableName, List<Row>> tables, Map<TableName, List<String>> columns) {
        this.tables = tables;
        this.columns = columns;
    }

    /** From now on reading a table that is not in memory fails. */
    public MemoryReader failingForUnknownTables(Throwable value) {
        failure = value;
        return this;
    }

    /** From now on every stream says at its end that it had so many rows. */
    public MemoryReader counting(long rows) {
        counted = OptionalLong.of(rows);
        return this;
    }

    /** How many streams were opened and not closed. */
    public int openStreams() {
        return open.get();
    }

    @Override
    public Snapshot snapshot() {
        return new Snapshot("memory", Instant.EPOCH);
    }

    @Override
    public List<TenantInfo> tenants() {
        return List.of();
    }

    @Override
    public List<TenantInfo> activeTenants() {
        return List.of();
    }

    @Override
    public Optional<TenantInfo> find(TenantId tenant) {
        return Optional.empty();
    }

    @Override
    public RowStream rows(TableName table, TenantId tenant) {
        requireOneThread();
        if (!tables.containsKey(table) && failure instanceof Error error) {
            throw error;
        } else if (!tables.containsKey(table) && failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (open.getAndIncrement() > 0) {
            throw new AssertionError("a stream of " + table + " was opened beside another one");
        }
        RowStream rows = RowStream.of(columns.getOrDefault(table, List.of()), tables.getOrDefault(table, List.of()));
        return new RowStream() {
            private boolean closed;
            private boolean ended;

            @Override
            public List<String> columns() {
                return rows.columns();
            }

            @Override
            public @Nullable Row next() {
                requireOneThread();
                if (closed) {
                    throw new AssertionError("a closed stream of " + table + " was read");
                }
                Row row = rows.next();
                ended = row == null;
                return row;
            }

            @Override
            public OptionalLong counted() {
                return ended ? counted : OptionalLong.empty();
            }

            @Override
            public void close() {
                if (!closed) {
                    closed = true;
                    open.decrementAndGet();
                }
            }
        };
    }

    private void requireOneThread() {
        Thread thread = Thread.currentThread();
        if (!user.compareAndSet(null, thread) && user.get() != thread) {
            throw new AssertionError("a reader was used by two threads");
        }
    }

    @Override
    public long count(TableName table, TenantId tenant) {
        return tables.getOrDefault(table, List.of()).size();
    }

    @Override
    public RowStream sharedRows(TableName table, TenantId tenant) {
        return RowStream.empty(columns.getOrDefault(table, List.of()));
    }

    @Override
    public List<Row> sharedRows(TableName table, List<String> names, Collection<Row> values) {
        List<String> stored = columns.getOrDefault(table, List.of());
        return tables.getOrDefault(table, List.of()).stream()
                .filter(row -> values.contains(row.only(stored, names)))
                .toList();
    }

    @Override
    public Optional<String> greatestShared(TableName table, String column) {
        int position = columns.getOrDefault(table, List.of()).indexOf(column);
        return tables.getOrDefault(table, List.of()).stream()
                .map(row -> row.value(position))
                .filter(Objects::nonNull)
                .max(KeyOrder::compareNumbers);
    }

    @Override
    public List<Finding> findings(TenantId tenant, Cancellation cancellation) {
        return List.of();
    }

    @Override
    public List<Finding> nobodysRows(Cancellation cancellation) {
        return List.of();
    }

    @Override
    public List<TenantReader> share(int readers) {
        return List.of();
    }

    @Override
    public void close() {
        if (openStreams() > 0) {
            throw new AssertionError(openStreams() + " streams were left open");
        }
    }
}
