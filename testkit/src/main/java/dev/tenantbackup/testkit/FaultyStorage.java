// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit;

import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.ObjectKey;
import dev.tenantbackup.storage.ObjectNotFoundException;
import dev.tenantbackup.storage.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Forwards to another storage, remembers every call, and fails or misbehaves where it is told to: to see what remains
 * when a storage breaks at any moment, or answers what is not so. Safe for concurrent use, but then the
 * order of calls is anybody's guess.
 */
public final class FaultyStorage implements BackupStorage {

    private static final List<String> CHANGES = List.of("create ", "replace ", "delete ");

    private final BackupStorage storage;
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger openStreams = new AtomicInteger();
    private int failingCall = -1;
    private Moment moment = Moment.BEFORE;
    private boolean dead;
    private boolean diesThen;

    /** What there was before the latest change: what a listing that is late still shows. */
    private List<StoredObject> earlier = List.of();

    /** The object of the latest change, and what it was before; null if it was not there. */
    private @Nullable ObjectKey changed;

    private byte @Nullable [] before;

    /** Fails nowhere until it is told to. */
    public FaultyStorage(BackupStorage storage) {
        this.storage = Objects.requireNonNull(storage, "storage");
    }

    /**
     * Lets one call fail or misbehave. A call that can't misbehave so, as a listing can't be shortened, works.
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
        if (fault.moment == Moment.TWICE) {
            storage.create(key, content);
        }
        fault.after();
    }

    @Override
    public void replace(ObjectKey key, ContentWriter content) {
        Fault fault = enter("replace " + key);
        storage.replace(key, failing(content, fault));
        if (fault.moment == Moment.TWICE) {
            storage.replace(key, content);
        }
        fault.after();
    }

    @Override
    public InputStream open(ObjectKey key) {
        Fault fault = enter("open " + key);
        InputStream in = opened(key, fault);
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
        Optional<StoredObject> found = fault.moment == Moment.LATE
                ? fault.earlier.stream()
                        .filter(object -> object.key().equals(key))
                        .findFirst()
                : storage.find(key);
        fault.after();
        return found;
    }

    @Override
    public List<StoredObject> list(String prefix) {
        Fault fault = enter("list " + prefix);
        List<StoredObject> found = new ArrayList<>();
        for (StoredObject object : fault.moment == Moment.LATE ? fault.earlier : storage.list(prefix)) {
            if (object.key().value().startsWith(prefix)) {
                found.addAll(Collections.nCopies(fault.moment == Moment.TWICE ? 2 : 1, object));
            }
        }
        fault.after();
        return found;
    }

    @Override
    public void delete(ObjectKey key) {
        Fault fault = enter("delete " + key);
        storage.delete(key);
        if (fault.moment == Moment.TWICE) {
            storage.delete(key);
        }
        fault.after();
    }

    private InputStream opened(ObjectKey key, Fault fault) {
        if (fault.moment == Moment.SHORTENED) {
            byte[] whole = bytes(key);
            return new ByteArrayInputStream(whole, 0, whole.length / 2);
        }
        if (fault.moment == Moment.LATE && key.equals(changed)) {
            if (before == null) {
                throw new ObjectNotFoundException(key);
            }
            return new ByteArrayInputStream(before);
        }
        return storage.open(key);
    }

    private byte[] bytes(ObjectKey key) {
        try (InputStream in = storage.open(key)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        Fault fault = new Fault(call, fails ? moment : Moment.NEVER, earlier);
        if (moment == Moment.LATE && CHANGES.stream().anyMatch(call::startsWith)) {
            earlier = storage.list("");
            changed = ObjectKey.of(call.substring(call.indexOf(' ') + 1));
            before = storage.find(changed).isPresent() ? bytes(changed) : null;
        }
        return fault;
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
        /** When everything has happened, and only the answer is lost: what a caller sees of a call that took too long. */
        AFTER,
        /** What is read ends half-way, without an error. */
        SHORTENED,
        /** The storage does it twice, as if a request had been sent again, and lists everything twice. */
        TWICE,
        /** What is looked for, listed or read is as it was before the latest change. */
        LATE,
        /** Not at all. */
        NEVER
    }

    private record Fault(String call, Moment moment, List<StoredObject> earlier) {

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
