// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WriteBehindTest {

    private static final byte[] MANY = new byte[WriteBehind.BLOCK_BYTES];

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @AfterEach
    void noThreadIsLeft() {
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().equals(WriteBehind.THREAD))
                .noneMatch(Thread::isAlive);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void bytesArriveAllAndInOrder(long seed) throws IOException {
        Random random = new Random(seed);
        ByteArrayOutputStream given = new ByteArrayOutputStream();
        byte[] array = new byte[3 * WriteBehind.BLOCK_BYTES];

        try (WriteBehind behind = new WriteBehind((bytes, length) -> written.write(bytes, 0, length))) {
            for (int i = 0; i < 200; i++) {
                random.nextBytes(array);
                int length = random.nextInt(random.nextInt(4) == 0 ? array.length : WriteBehind.BLOCK_BYTES);
                behind.write(array, length);
                given.write(array, 0, length);
                if (random.nextInt(20) == 0) {
                    behind.await();
                    assertThat(written.size()).isEqualTo(given.size());
                }
            }
            behind.await();
        }

        assertThat(written.toByteArray()).isEqualTo(given.toByteArray());
    }

    @Test
    void aFewBytesGoAtOnceAndBeginNoThread() throws IOException {
        try (WriteBehind behind = new WriteBehind((bytes, length) -> {
            assertThat(Thread.currentThread().getName()).isNotEqualTo(WriteBehind.THREAD);
            written.write(bytes, 0, length);
        })) {
            behind.write(MANY, WriteBehind.FEW_BYTES - 1);
            assertThat(written.size()).isEqualTo(WriteBehind.FEW_BYTES - 1);
        }
    }

    @Test
    void whoeverGivesManyGoesOnUntilAllBlocksAreFull() throws Exception {
        CountDownLatch mayGoOn = new CountDownLatch(1);
        AtomicInteger given = new AtomicInteger();
        Thread giver = new Thread(() -> {
            try (WriteBehind behind = new WriteBehind((bytes, length) -> wait(mayGoOn))) {
                for (int i = 0; i < 3 * WriteBehind.BLOCKS; i++) {
                    behind.write(MANY, MANY.length);
                    given.incrementAndGet();
                }
                behind.await();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        giver.start();

        while (given.get() < WriteBehind.BLOCKS || giver.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(given).hasValue(WriteBehind.BLOCKS);

        mayGoOn.countDown();
        giver.join();
        assertThat(given).hasValue(3 * WriteBehind.BLOCKS);
    }

    @Test
    void whatTheTargetThrowsComesToWhoeverGivesNextAndEverAfter() {
        for (Throwable thrown : new Throwable[] {
            new IOException("full"), new IllegalStateException("closed"), new OutOfMemoryError("not really")
        }) {
            try (WriteBehind behind = new WriteBehind((bytes, length) -> {
                written.write(bytes, 0, length);
                rethrow(thrown);
            })) {
                assertThatThrownBy(() -> {
                            for (int i = 0; i < 100 * WriteBehind.BLOCKS; i++) {
                                behind.write(MANY, MANY.length);
                            }
                        })
                        .isSameAs(thrown);
                assertThatThrownBy(behind::await).isSameAs(thrown);
                assertThatThrownBy(() -> behind.write(MANY, 1)).isSameAs(thrown);
                assertThatThrownBy(() -> behind.write(MANY, MANY.length)).isSameAs(thrown);
                assertThat(written.size()).as("nothing behind what failed").isEqualTo(MANY.length);
            }
            written.reset();
        }
    }

    @Test
    void closedEarlyItEndsWhatIsUnderWayAndLeavesTheRest() throws Exception {
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        AtomicInteger taken = new AtomicInteger();
        Thread giver = new Thread(() -> {
            try (WriteBehind behind = new WriteBehind((bytes, length) -> {
                underWay.countDown();
                wait(mayGoOn);
                taken.incrementAndGet();
            })) {
                for (int i = 0; i < WriteBehind.BLOCKS; i++) {
                    behind.write(MANY, MANY.length);
                }
                wait(underWay);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        giver.start();
        wait(underWay);
        while (giver.getState() != Thread.State.WAITING || !isJoining(giver)) {
            Thread.onSpinWait();
        }

        mayGoOn.countDown();
        giver.join();

        assertThat(taken).hasValue(1);
    }

    private static boolean isJoining(Thread thread) {
        for (StackTraceElement element : thread.getStackTrace()) {
            if (element.getMethodName().equals("join")) {
                return true;
            }
        }
        return false;
    }

    @Test
    void closingIsAllowedTwiceAndWithoutAByte() {
        WriteBehind behind = new WriteBehind((bytes, length) -> written.write(bytes, 0, length));
        assertThatCode(behind::close).doesNotThrowAnyException();
        assertThatCode(behind::close).doesNotThrowAnyException();
    }

    private static void wait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void rethrow(Throwable thrown) throws IOException {
        if (thrown instanceof IOException io) {
            throw io;
        } else if (thrown instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        throw (Error) thrown;
    }
}
