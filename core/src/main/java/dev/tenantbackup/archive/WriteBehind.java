// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Takes bytes to their target in the order in which they are given, on a thread of its own, while whoever gives them goes
 * on. A few bytes that come while nothing is under way go there at once: not until there are many is a thread begun.
 *
 * <p>Memory: {@value #BLOCKS} blocks of {@value #BLOCK_BYTES} bytes; whoever is as far ahead waits. More bytes than fit
 * into a block are waited for, and not copied. The target is used by one thread at a time, each of which sees what the
 * other has done. To be given bytes by one thread, and to be closed by it.
 */
final class WriteBehind implements AutoCloseable {

    static final int BLOCKS = 4;
    static final int BLOCK_BYTES = 128 << 10;
    static final int FEW_BYTES = 32 << 10;
    static final String THREAD = "tenant-backup-writer";

    private final Target target;
    private final BlockingQueue<Block> free = new ArrayBlockingQueue<>(BLOCKS);
    private final BlockingQueue<Block> full = new ArrayBlockingQueue<>(BLOCKS);
    private @Nullable Thread thread;
    private volatile @Nullable Throwable failure;

    WriteBehind(Target target) {
        this.target = target;
    }

    /**
     * Takes bytes over, or takes them to their target. The array may be used again afterwards.
     *
     * @throws IOException what the target has thrown, now or for bytes that were given before; likewise its unchecked
     *     exceptions and errors. Nothing reaches the target any more
     */
    void write(byte[] bytes, int length) throws IOException {
        if (length > BLOCK_BYTES || (length < FEW_BYTES && isIdle())) {
            await();
            target.write(bytes, length);
            return;
        }
        if (thread == null) {
            thread = begin();
        }
        Block block = take(free);
        if (failure != null) {
            free.add(block);
            throwIfFailed();
        }
        block.fill(bytes, length);
        full.add(block);
    }

    /**
     * Returns when the target has all that was given.
     *
     * @throws IOException like {@link #write}
     */
    void await() throws IOException {
        if (thread != null) {
            Block[] all = new Block[BLOCKS];
            for (int i = 0; i < BLOCKS; i++) {
                all[i] = take(free);
            }
            for (Block block : all) {
                free.add(block);
            }
        }
        throwIfFailed();
    }

    /** Ends the thread: when this returns nobody uses the target any more. What it has not got yet it never gets. */
    @Override
    public void close() {
        Thread ending = thread;
        if (ending == null) {
            return;
        }
        thread = null;
        full.clear();
        full.add(Block.LAST);
        boolean interrupted = false;
        while (ending.isAlive()) {
            try {
                ending.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isIdle() {
        return thread == null || free.size() == BLOCKS;
    }

    private Thread begin() {
        for (int i = 0; i < BLOCKS; i++) {
            free.add(new Block(BLOCK_BYTES));
        }
        Thread begun = new Thread(this::takeAll, THREAD);
        begun.setDaemon(true);
        begun.start();
        return begun;
    }

    /** After a failure it only gives blocks back, so that nobody waits for one in vain. */
    private void takeAll() {
        for (Block block = take(full); block != Block.LAST; block = take(full)) {
            if (failure == null) {
                try {
                    target.write(block.bytes, block.length);
                } catch (IOException | RuntimeException | Error thrown) {
                    failure = thrown;
                }
            }
            free.add(block);
        }
    }

    private void throwIfFailed() throws IOException {
        Throwable thrown = failure;
        if (thrown instanceof IOException io) {
            throw io;
        } else if (thrown instanceof RuntimeException unchecked) {
            throw unchecked;
        } else if (thrown instanceof Error error) {
            throw error;
        }
    }

    private static Block take(BlockingQueue<Block> queue) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return queue.take();
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

    /** Where the bytes go. */
    @FunctionalInterface
    interface Target {
        void write(byte[] bytes, int length) throws IOException;
    }

    private static final class Block {

        /** Behind it there is nothing. */
        static final Block LAST = new Block(0);

        private final byte[] bytes;
        private int length;

        Block(int capacity) {
            bytes = new byte[capacity];
        }

        void fill(byte[] source, int count) {
            System.arraycopy(source, 0, bytes, 0, count);
            length = count;
        }
    }
}
