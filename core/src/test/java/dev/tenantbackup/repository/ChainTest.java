// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import static dev.tenantbackup.repository.SignedStorage.BYSTANDER;
import static dev.tenantbackup.repository.SignedStorage.OURS;
import static dev.tenantbackup.repository.SignedStorage.archiveName;
import static dev.tenantbackup.repository.SignedStorage.recordName;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Actor;
import dev.tenantbackup.storage.StoredObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain of a tenant's backups, in a storage that somebody else can write to, beside a bystander's. */
class ChainTest {

    private static final Deletion CLEANING = Deletion.of(Actor.of("ann"), "too old");

    private final SignedStorage storage = new SignedStorage();
    private final BackupRepository trusting = storage.trusting();
    private final List<BackupRecord> chain = new ArrayList<>();

    @TempDir
    private Path directory;

    @BeforeEach
    void makeFourBackupsOfEach() {
        for (int i = 0; i < 4; i++) {
            chain.add(storage.publish(trusting, OURS));
            storage.publish(trusting, BYSTANDER);
        }
        assertThat(trusting.checkChain(OURS).problems()).isEmpty();
    }

    @AfterEach
    void theBystandersChainIsWhole() {
        ChainReport report = trusting.checkChain(BYSTANDER);
        assertThat(report.problems()).isEmpty();
        assertThat(report.backups()).isEqualTo(4);
        assertThat(report.tombstones()).isZero();
    }

    @Test
    void aWholeChainSaysWhatToRemember() {
        ChainReport report = trusting.checkChain(OURS);
        assertThat(report.isWhole()).isTrue();
        assertThat(report.backups()).isEqualTo(4);
        assertThat(report.head()).contains(ChainHead.of(chain.get(3)));
        ChainHead head = ChainHead.of(chain.get(3));
        assertThat(ChainHead.parse(head.toString())).isEqualTo(head);
        assertThat(trusting.checkChain(OURS, head).problems()).isEmpty();
        assertThatThrownBy(() -> ChainHead.parse("x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Nested
    class WhatIsNoticed {

        @Test
        void aBackupThatSomebodyTookOut() {
            remove(1);
            assertThat(problems()).containsExactly("MISSING " + id(1));
            assertThat(trusting.checkChain(OURS).problems().get(0).problem().message())
                    .contains("Backup " + id(1) + " is gone, and nobody deleted it by this library")
                    .contains("backup " + id(2) + " was made after it");
        }

        @Test
        void aBackupExchangedForAnotherGenuineOne() {
            BackupRecord second = chain.get(1);
            storage.put(
                    recordName(second.id()),
                    copy(second, second.createdAt(), null).toBytes());
            assertThat(problems()).containsExactly("ALTERED " + id(1));
        }

        @Test
        void aRecordThatIsUnsignedOrForeignUnderAPolicy() {
            storage.publish(storage.unsigned(), OURS);
            storage.publish(storage.strangers(), OURS);
            assertThat(problems())
                    .containsExactly(
                            "UNREADABLE tenant_export_42_20260301100000", "UNREADABLE tenant_export_42_20260301110000");
            assertThat(storage.unsigned().checkChain(OURS).problems()).isEmpty();
        }

        @Test
        void theNewestTakenAwayBySomebodyWhoRemembersIt() {
            ChainHead head = ChainHead.of(chain.get(3));
            remove(3);
            remove(2);
            assertThat(problems()).as("an older one passes for the newest").isEmpty();
            assertThat(trusting.checkChain(OURS, head).problems())
                    .extracting(problem -> problem.kind() + " " + problem.backup())
                    .containsExactly("ROLLED_BACK " + id(3));
        }

        @Test
        void aRecordFromTheFuture() {
            storage.now = storage.now.plus(Duration.ofDays(400));
            BackupRecord future = storage.publish(trusting, OURS);
            storage.now = storage.now.minus(Duration.ofDays(400));
            assertThat(problems()).containsExactly("FROM_THE_FUTURE " + future.id());
        }

        @Test
        void aRecordWhoseTimesContradictEachOther() {
            BackupRecord last = chain.get(3);
            BackupRecord odd = copy(last, last.createdAt().minusSeconds(90), last.previous());
            storage.put(recordName(last.id()), odd.toBytes());
            assertThat(problems()).containsExactly("OUT_OF_ORDER " + last.id());
        }

        @Test
        void aPredecessorThatIsNotOlder() {
            BackupRecord first = chain.get(0);
            BackupRecord.Link later = ChainHead.of(chain.get(3)).link();
            storage.put(
                    recordName(first.id()),
                    copy(first, first.createdAt(), later).toBytes());
            assertThat(problems()).containsExactly("OUT_OF_ORDER " + id(0), "ALTERED " + id(0));
        }

        private BackupRecord copy(BackupRecord record, Instant createdAt, BackupRecord.@Nullable Link previous) {
            return new BackupRecord(
                            1,
                            record.id(),
                            record.kind(),
                            record.tenant(),
                            record.tenantName(),
                            createdAt,
                            record.actor(),
                            record.file(),
                            record.manifestSha256(),
                            record.tables(),
                            record.complete(),
                            record.findings(),
                            previous,
                            null)
                    .signedWith(storage.key);
        }
    }

    @Nested
    class Deleting {

        @Test
        void leavesATombstoneThatSaysWhoAndWhy() {
            trusting.delete(id(1), CLEANING);

            assertThat(problems()).isEmpty();
            assertThat(trusting.checkChain(OURS).tombstones()).isEqualTo(1);
            assertThat(storage.text(id(1) + ".deleted.json"))
                    .contains("\"format\": \"tenant-backup-tombstone\"")
                    .contains("\"id\": \"" + id(1) + "\"")
                    .contains("\"tenant\": \"42\"")
                    .contains("\"actor\": \"ann\"")
                    .contains("\"reason\": \"too old\"")
                    .contains("\"id\": \"" + id(0) + "\"")
                    .contains("\"signature\": {");
            assertThat(trusting.strays()).isEmpty();
            assertThat(trusting.list(OURS).backups()).hasSize(3);
        }

        @Test
        void leavesNoTombstoneThatSomebodyElseCouldMake() {
            trusting.delete(id(1), CLEANING);
            String genuine = storage.text(id(1) + ".deleted.json");
            storage.put(id(1) + ".deleted.json", genuine.replace("too old", "too new"));
            assertThat(problems()).containsExactly("UNREADABLE " + id(1));
            storage.put(id(1) + ".deleted.json", genuine.substring(0, genuine.indexOf(",\n  \"signature\"")) + "\n}\n");
            assertThat(problems()).containsExactly("UNREADABLE " + id(1));

            storage.put(id(1) + ".deleted.json", genuine);
            remove(2);
            storage.put(id(2) + ".deleted.json", genuine);
            assertThat(problems()).containsExactly("UNREADABLE " + id(2));
        }

        @Test
        void takesAKeyThatIsTrusted() {
            BackupRepository without = storage.unsigned().requireSignatureFrom(storage.key.verifyingKey());
            assertThatThrownBy(() -> without.delete(id(1), CLEANING))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("Cannot delete backup " + id(1));
            assertThat(trusting.list(OURS).backups()).hasSize(4);
            assertThat(trusting.checkChain(OURS).tombstones()).isZero();
        }

        @Test
        void ofARefusedBackupIsPossible() {
            BackupRecord unsigned = storage.publish(storage.unsigned(), OURS);
            trusting.delete(unsigned.id(), CLEANING);
            assertThat(problems()).isEmpty();
            assertThat(keys()).noneMatch(key -> key.startsWith(unsigned.id() + ".zip"));
        }

        @Test
        void givesNoIdTwice() {
            BackupRecord last = chain.get(3);
            trusting.delete(last.id(), CLEANING);
            storage.now = last.createdAt();
            assertThat(storage.publish(trusting, OURS).id()).hasToString(last.id() + "-2");
            storage.now = Instant.parse("2026-03-02T02:00:00Z");
        }

        @Test
        void isTakenBackByAdopting() {
            Path file = directory.resolve("kept.zip");
            trusting.copyTo(id(1), file);
            trusting.delete(id(1), CLEANING);
            assertThat(trusting.add(file).id()).isEqualTo(id(1));
            assertThat(trusting.checkChain(OURS).tombstones()).isZero();
            assertThat(problems()).isEmpty();
        }

        @Test
        void keepsTheChainWholeInEveryOrderWithHardlyMoreTombstonesThanBackups() {
            for (int round = 0; round < 12; round++) {
                chain.add(storage.publish(trusting, OURS));
                storage.now = storage.now.plus(Duration.ofDays(2));
                List<BackupRecord> living = trusting.list(OURS).backups();
                int victim = new int[] {living.size() - 1, 1, living.size() / 2}[round % 3];
                trusting.delete(living.get(victim).id(), CLEANING);
                assertThat(problems()).isEmpty();
            }
            ChainReport report = trusting.checkChain(OURS);
            assertThat(report.backups()).isEqualTo(4);
            assertThat(report.tombstones()).isBetween(1, 5);
        }

        @Test
        void oldestFirstLeavesOneTombstoneHoweverManyAreDeleted() {
            for (int round = 0; round < 12; round++) {
                chain.add(storage.publish(trusting, OURS));
                storage.now = storage.now.plus(Duration.ofDays(2));
                trusting.delete(chain.get(round).id(), CLEANING);
                assertThat(problems()).isEmpty();
            }
            assertThat(trusting.checkChain(OURS).tombstones()).isEqualTo(1);
        }

        @Test
        void allOfThemLeavesTheTombstoneOfTheNewest() {
            ChainHead head = ChainHead.of(chain.get(3));
            for (BackupRecord backup : chain) {
                trusting.delete(backup.id(), CLEANING);
                storage.now = storage.now.plus(Duration.ofDays(2));
            }
            ChainReport report = trusting.checkChain(OURS, head);
            assertThat(report.problems()).isEmpty();
            assertThat(report.head()).isEmpty();
            assertThat(keys()).containsExactly(id(3) + ".deleted.json");
        }

        @Test
        void thatWasInterruptedIsSeenAndGoesOn() {
            byte[] record = storage.bytes(recordName(id(1)));
            byte[] archive = storage.bytes(archiveName(id(1)));
            trusting.delete(id(1), CLEANING);
            storage.put(recordName(id(1)), record);
            storage.put(archiveName(id(1)), archive);

            assertThat(problems()).isEmpty();
            assertThat(trusting.strays()).extracting(Stray::kind).containsExactly(Stray.Kind.INTERRUPTED_DELETION);
            trusting.delete(id(1), CLEANING);
            assertThat(trusting.strays()).isEmpty();
            assertThat(problems()).isEmpty();
        }

        private List<String> keys() {
            return storage.memory.list(BackupNames.prefix(OURS)).stream()
                    .map(StoredObject::key)
                    .map(Object::toString)
                    .toList();
        }
    }

    @Test
    void aTenantWithoutBackupsHasAWholeChainWithoutAHead() {
        ChainReport report = trusting.checkChain(TenantId.of("nobody"));
        assertThat(report.isWhole()).isTrue();
        assertThat(report.head()).isEmpty();
    }

    /** Takes a backup out of the storage behind the library's back. */
    private void remove(int number) {
        storage.delete(recordName(id(number)));
        storage.delete(archiveName(id(number)));
    }

    private BackupId id(int number) {
        return chain.get(number).id();
    }

    private List<String> problems() {
        return trusting.checkChain(OURS).problems().stream()
                .map(problem -> problem.kind() + " " + problem.backup())
                .toList();
    }
}
