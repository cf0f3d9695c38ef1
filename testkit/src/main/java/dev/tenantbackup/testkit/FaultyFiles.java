// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit;

import dev.tenantbackup.files.FileKey;
import dev.tenantbackup.files.FileSink;
import dev.tenantbackup.files.StoredFile;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.testkit.FaultyStorage.Moment;
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

/**
 * Forwards to another place of files, remembers every call, and fails where it is told to; calls without bytes fail before
 * anything happened where they are to fail during it. Safe for concurrent use, but
 * then the order of calls is anybody's guess.
 */
public final class FaultyFiles implements FileSink {

    private final FileSink files;
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger openStreams = new AtomicInteger();
    private int failingCall = -1;
    private Moment moment = Moment.BEFORE;

    /** Fails nowhere until it is told to. */
    public FaultyFiles(FileSink files) {
        this.files = Objects.requireNonNull(files, "files");
    }

    /**
     * Lets one call fail.
     *
     * @param call its number among all calls, counted from 0
     */
    public FaultyFiles failAt(int call, Moment when) {
        failingCall = call;
        moment = when;
        return this;
    }

    /** Every call so far, as {@code create menus/soup.jpg}. */
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
    public Optional<StoredFile> find(FileKey key) {
        Moment fault = enter("find " + key);
        Optional<StoredFile> found = files.find(key);
        after(fault, "find " + key);
        return found;
    }

    @Override
    public InputStream open(FileKey key) {
        Moment fault = enter("open " + key);
        InputStream in = opened(key, fault);
        openStreams.incrementAndGet();
        return new FilterInputStream(in) {
            private boolean closed;

            @Override
            public int read() throws IOException {
                during(fault);
                return super.read();
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                during(fault);
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

    private InputStream opened(FileKey key, Moment fault) {
        InputStream in = files.open(key);
        if (fault == Moment.AFTER) {
            try (in) {
                throw failure("open " + key);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return in;
    }

    @Override
    public void create(FileKey key, ContentWriter content) {
        Moment fault = enter("create " + key);
        files.create(key, failing(content, fault));
        after(fault, "create " + key);
    }

    @Override
    public void replace(FileKey key, ContentWriter content) {
        Moment fault = enter("replace " + key);
        files.replace(key, failing(content, fault));
        after(fault, "replace " + key);
    }

    @Override
    public void delete(FileKey key) {
        Moment fault = enter("delete " + key);
        files.delete(key);
        after(fault, "delete " + key);
    }

    private synchronized Moment enter(String call) {
        boolean fails = calls.size() == failingCall;
        calls.add(call);
        boolean hasBytes = !call.startsWith("find") && !call.startsWith("delete");
        if (fails && (moment == Moment.BEFORE || (moment == Moment.DURING && !hasBytes))) {
            throw failure(call);
        }
        return fails ? moment : Moment.NEVER;
    }

    private static ContentWriter failing(ContentWriter content, Moment fault) {
        return out -> {
            content.writeTo(out);
            during(fault);
        };
    }

    private static void during(Moment fault) throws IOException {
        if (fault == Moment.DURING) {
            throw new IOException("failed on purpose");
        }
    }

    private static void after(Moment fault, String call) {
        if (fault == Moment.AFTER) {
            throw failure(call);
        }
    }

    private static StorageException failure(String call) {
        return new StorageException(Problem.of("Cannot " + call + ": failed on purpose."));
    }
}
