// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit;

import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.ObjectKey;
import dev.tenantbackup.storage.StoredObject;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Forwards to another storage, remembers every call, and fails where it is told to: to see what remains when a storage
 * breaks at any moment. Safe for concurrent use, but then the
 * order of calls is anybody's guess.
 */
public final class FaultyStorage implements BackupStorage {

    private final BackupStorage storage;
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger openStreams = new AtomicInteger();
    private int failingCall = -1;
    private Moment moment = Moment.BEFORE;
    private boolean dead;
    private boolean diesThen;

    /** Fails nowhere until it is told to. */
    public FaultyStorage(BackupStorage storage) {
        this.storage = Objects.requireNonNull(storage, "storage");
    }

    /**
     * Lets one call fail.
     *
     * @param call its number among all calls, counted from 0
     */
    public FaultyStorage failAt(int call, Moment when) {
        failingCall = call;
        moment = when;
        return this;
    }

    /** From the failing call on every call fails, as if the process had died there. */
    public FaultyStorage andDie() {
        diesThen = true;
        return this;
    }

    /** Every call so far, as {@code create a.json}. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** Whether the failing call was reached; a test of a fault that never happens tests nothing. */
    public boolean wasReached() {
        return failingCall >= 0 && calls.size() > failingCall;
    }

    /** Streams that were opened and not closed. */
    public int openStreams() {
        return openStreams.get();
    }

    @Override
    public void create(ObjectKey key, ContentWriter content) {
        Fault fault = enter("create " + key);
        storage.create(key, failing(content, fault));
        fault.after();
    }

    @Override
    public void replace(ObjectKey key, ContentWriter content) {
        Fault fault = enter("replace " + key);
        storage.replace(key, failing(content, fault));
        fault.after();
    }

    @Override
    public InputStream open(ObjectKey key) {
        Fault fault = enter("open " + key);
        InputStream in = storage.open(key);
        openStreams.incrementAndGet();
        return new FilterInputStream(in) {
            private boolean closed;

            @Override
            public int read() throws IOException {
                fault.during();
                return super.read();
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                fault.during();
                return super.read(target, offset, length);
            }

            @Override
            public void close() throws IOException {
                if (!closed) {
                    closed = true;
                    openStreams.decrementAndGet();
                }
                super.close();
            }
        };
    }

    @Override
    public Optional<StoredObject> find(ObjectKey key) {
        Fault fault = enter("find " + key);
        Optional<StoredObject> found = storage.find(key);
        fault.after();
        return found;
    }

    @Override
    public List<StoredObject> list(String prefix) {
        Fault fault = enter("list " + prefix);
        List<StoredObject> found = storage.list(prefix);
        fault.after();
        return found;
    }

    @Override
    public void delete(ObjectKey key) {
        Fault fault = enter("delete " + key);
        storage.delete(key);
        fault.after();
    }

    private synchronized Fault enter(String call) {
        if (dead) {
            throw failure(call);
        }
        boolean fails = calls.size() == failingCall;
        calls.add(call);
        if (fails && diesThen) {
            dead = true;
        }
        if (fails && moment == Moment.BEFORE) {
            throw failure(call);
        }
        return new Fault(call, fails ? moment : Moment.NEVER);
    }

    private static ContentWriter failing(ContentWriter content, Fault fault) {
        return out -> {
            content.writeTo(out);
            fault.during();
        };
    }

    private static StorageException failure(String call) {
        return new StorageException(
                Problem.of("Cannot " + call + ": failed on purpose.").thatMayPass());
    }

    /** When within a call the failure comes. */
    public enum Moment {
        /** Before anything happened. */
        BEFORE,
        /** While bytes are written or read. */
        DURING,
        /** When everything has happened, and only the answer is lost. */
        AFTER,
        /** Not at all. */
        NEVER
    }

    private record Fault(String call, Moment moment) {

        void during() throws IOException {
            if (moment == Moment.DURING) {
                throw new IOException("failed on purpose in: " + call);
            }
        }

        void after() {
            if (moment == Moment.AFTER) {
                throw failure(call);
            }
        }
    }
}
