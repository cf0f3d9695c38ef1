// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import static dev.tenantbackup.repository.KeptBackups.BYSTANDER;
import static dev.tenantbackup.repository.KeptBackups.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.ArchiveSamples;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ObjectKey;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose an id is, while whoever holds it works for long, says nothing for long, or is dead. */
class ReservationTest {

    private static final BackupId ID = BackupId.of("tenant_export_42_20260301020000");
    private static final String MARK = ID + ".reserved";
    private static final String THIEF = "somebody else";

    @TempDir
    private Path directory;

    private final KeptBackups kept = new KeptBackups();
    private Map<ObjectKey, String> bystander = Map.of();

    @BeforeEach
    void giveTheBystanderABackup() {
        kept.publish(BYSTANDER);
        bystander = kept.objectsOf(BYSTANDER);
    }

    @AfterEach
    void theBystanderDidNotMove() {
        assertThat(kept.objectsOf(BYSTANDER)).hasSize(2).isEqualTo(bystander);
    }

    @Nested
    class WhileBytesFlow {

        @Test
        void nobodyTakesTheIdOfAnExportThatOutlivesADay() {
            Instant begun = kept.now();
            AtomicInteger refused = new AtomicInteger();

            BackupRecord backup = export(400, row -> {
                kept.pass(Duration.ofMinutes(4));
                if (row % 10 == 9) {
                    assertThatThrownBy(() -> kept.repository.delete(ID))
                            .isInstanceOf(ConflictException.class)
                            .hasMessageContaining("2 hours after they last renewed it");
                    refused.incrementAndGet();
                }
            });

            assertThat(Duration.between(begun, kept.now())).isGreaterThan(Duration.ofHours(24));
            assertThat(refused).hasValue(40);
            assertThat(backup.id()).isEqualTo(ID);
            assertPublished(backup);
        }

        @Test
        void theMarkIsRenewedAndStaysTheSameOwners() {
            ReservationMark[] seen = new ReservationMark[2];
            export(100, row -> {
                if (row == 0) {
                    seen[0] = mark();
                }
                kept.pass(Duration.ofMinutes(1));
                seen[1] = mark();
            });
            assertThat(seen[1].owner()).isEqualTo(seen[0].owner());
            assertThat(Duration.between(seen[0].renewedAt(), seen[1].renewedAt()))
                    .isBetween(Duration.ofMinutes(60), Duration.ofMinutes(100));
        }

        @Test
        void theMarkIsNotWrittenWithEveryByte() {
            AtomicInteger renewals = new AtomicInteger();
            BackupRepository counting = over("replace", MARK, renewals::incrementAndGet);
            export(counting, 100, row -> kept.pass(Duration.ofMinutes(1)));
            assertThat(renewals.get()).isBetween(5, 20);
        }

        @Test
        void aStorageThatCannotRenewIsForgiven() {
            AtomicInteger refused = new AtomicInteger();
            BackupRepository failing = over("replace", MARK, () -> {
                refused.incrementAndGet();
                throw new StorageException(Problem.of("the storage is busy").thatMayPass());
            });
            BackupRecord backup = export(failing, 100, row -> kept.pass(Duration.ofMinutes(4)));
            assertThat(refused.get()).isGreaterThan(5);
            assertPublished(backup);
        }

        @Test
        void anExportWhoseIdWasTakenIsToldAndLeavesNothing() {
            assertThatThrownBy(() -> export(100, row -> {
                        kept.pass(Duration.ofMinutes(4));
                        if (row == 50) {
                            steal();
                        }
                        assertThat(row).as("it is told while it writes").isLessThan(99);
                    }))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("Somebody else has taken over backup " + ID)
                    .hasMessageContaining("nothing of it was finished");
            assertOnlyTheThiefIsThere();
        }
    }

    @Nested
    class WhileNoByteFlows {

        @Test
        void anExportThatWaitedLongIsPublishedIfNobodyCameBetween() {
            assertPublished(export(1, row -> kept.pass(Duration.ofHours(30))));
        }

        @Test
        void anExportIsPublishedIfWhoeverTookItsIdIsGoneAgain() {
            BackupRecord backup = export(1, row -> {
                kept.pass(Duration.ofHours(3));
                kept.repository.delete(ID);
                assertThat(kept.keys()).doesNotContain(MARK);
            });
            assertPublished(backup);
        }

        @Test
        void anExportWhoseIdWasTakenIsToldBeforeItsArchiveAppears() {
            assertThatThrownBy(() -> export(1, row -> {
                        kept.pass(Duration.ofHours(3));
                        steal();
                    }))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("taken over")
                    .hasMessageContaining("a slow query");
            assertOnlyTheThiefIsThere();
        }

        @Test
        void aThiefWhoseClockIsFastIsSeenBeforeTheArchiveAppears() {
            assertThatThrownBy(() -> export(1, row -> steal()))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("taken over")
                    .hasMessageContaining("clocks that differ");
            assertOnlyTheThiefIsThere();
        }

        @Test
        void whoeverTakesTheIdAtTheLastMomentDecidesAboutTheArchive() {
            BackupRepository slow = over("list", ID.value().substring(0, 17), () -> {
                kept.pass(Duration.ofHours(3));
                steal();
            });
            assertThatThrownBy(() -> export(slow, 1, row -> {}))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("taken over");
            assertThat(kept.repository.find(ID)).isEmpty();
            assertThat(kept.objectsOf(TENANT).keySet())
                    .extracting(ObjectKey::value)
                    .containsExactly(MARK, ID + ".zip");
            kept.pass(Duration.ofHours(3));
            kept.repository.delete(ID);
            assertThat(kept.objectsOf(TENANT)).isEmpty();
        }

        @Test
        void aBackupWhoseArchiveWasTakenAwayIsNotMade() {
            BackupRepository slow = over("list", ID.value().substring(0, 17), () -> {
                kept.pass(Duration.ofHours(3));
                kept.repository.delete(ID);
            });
            assertThatThrownBy(() -> export(slow, 1, row -> {}))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("removed by somebody else before its record was written");
            assertThat(kept.objectsOf(TENANT)).isEmpty();
        }

        @Test
        void anExportThatFailsDoesNotRemoveWhatSomebodyElseMadeOfItsIdMeanwhile() throws Exception {
            Path lone = directory.resolve("lone.zip");
            BackupRecord[] adopted = new BackupRecord[1];
            kept.publish(TENANT);
            kept.repository.copyTo(ID, lone);
            kept.storage.delete(ObjectKey.of(ID + ".zip"));
            kept.storage.delete(ObjectKey.of(ID + ".json"));
            assertThatThrownBy(() -> export(1, row -> {
                        kept.pass(Duration.ofHours(3));
                        adopted[0] = kept.repository.add(lone);
                        throw new IllegalStateException("the database is gone");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            assertPublished(adopted[0]);
        }
    }

    @Nested
    class OfTheDead {

        @BeforeEach
        void leaveWhatADeadExportLeaves() {
            kept.put(MARK, kept.now() + "\nthe dead\n");
            kept.put(ID + ".zip", "half an archive");
        }

        @Test
        void stayForTwoHoursAndNoLonger() {
            kept.pass(Duration.ofHours(2));
            assertThatThrownBy(() -> kept.repository.delete(ID)).isInstanceOf(ConflictException.class);
            assertThat(kept.objectsOf(TENANT)).hasSize(2);
            kept.pass(Duration.ofSeconds(1));
            kept.repository.delete(ID);
            assertThat(kept.objectsOf(TENANT)).isEmpty();
        }

        @Test
        void areNotInTheWayOfTheNextExport() {
            BackupRecord next = export(1, row -> {});
            assertThat(next.id()).isEqualTo(BackupId.of(ID + "-2"));
            assertThat(kept.objectsOf(TENANT)).hasSize(4);
        }
    }

    private void steal() {
        kept.put(MARK, kept.now() + "\n" + THIEF + "\n");
    }

    private void assertOnlyTheThiefIsThere() {
        assertThat(kept.objectsOf(TENANT)).hasSize(1);
        assertThat(mark().owner()).isEqualTo(THIEF);
    }

    private void assertPublished(BackupRecord backup) {
        assertThat(kept.repository.list(TENANT).backups()).containsExactly(backup);
        assertThat(kept.repository
                        .validate(backup.id(), ValidationReport.Level.REFERENCES)
                        .problems())
                .isEmpty();
        assertThat(kept.repository.strays()).isEmpty();
    }

    private ReservationMark mark() {
        return ReservationMark.parse(kept.read(ObjectKey.of(MARK))).orElseThrow();
    }

    private BackupRecord export(int rows, IntConsumer beforeRow) {
        return export(kept.repository, rows, beforeRow);
    }

    /** Each row is long and can't be compressed to nothing, so that bytes flow. */
    private BackupRecord export(BackupRepository repository, int rows, IntConsumer beforeRow) {
        Random random = new Random(20260301);
        List<Row> menus = new AbstractList<>() {
            @Override
            public Row get(int index) {
                beforeRow.accept(index);
                byte[] letters = new byte[16 << 10];
                for (int i = 0; i < letters.length; i++) {
                    letters[i] = (byte) ('a' + random.nextInt(26));
                }
                String name = new String(letters, StandardCharsets.US_ASCII);
                return Row.of(Integer.toString(index + 1), name, null, "true", null, null, null, null);
            }

            @Override
            public int size() {
                return rows;
            }
        };
        return repository.publish(
                TENANT, (id, startedAt, writer) -> ArchiveSamples.write(id, startedAt, TENANT, menus, writer));
    }

    /** The same storage, but before it does one thing to one key, something happens. */
    private BackupRepository over(String method, String key, Runnable before) {
        BackupStorage disturbed = (BackupStorage) Proxy.newProxyInstance(
                BackupStorage.class.getClassLoader(),
                new Class<?>[] {BackupStorage.class},
                (proxy, called, arguments) -> {
                    if (called.getName().equals(method)
                            && arguments[0].toString().equals(key)) {
                        before.run();
                    }
                    try {
                        return called.invoke(kept.storage, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return BackupRepository.of(disturbed)
                .withOptions(KeptBackups.ON_ONE_THREAD)
                .withClock(kept::now);
    }
}
