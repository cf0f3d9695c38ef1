// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.ArchiveSamples;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.ObjectKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How a backup comes to be, and under which name. */
class PublishingTest extends RepositoryScene {

    @Nested
    class Publishing {

        @Test
        void storesReservationThenArchiveThenRecord() {
            publish(TENANT);

            assertThat(calls.stream().filter(call -> !call.startsWith("find") && !call.startsWith("list")))
                    .containsExactly(
                            "create " + FIRST + ".reserved",
                            "create " + FIRST + ".zip",
                            "open " + FIRST + ".reserved",
                            "open " + FIRST + ".reserved",
                            "create " + FIRST + ".json",
                            "open " + FIRST + ".reserved",
                            "delete " + FIRST + ".reserved");
        }

        @Test
        void recordsWhatWasWritten() {
            BackupRecord backup = publish(TENANT);
            byte[] archive = read(FIRST + ".zip");

            assertThat(backup.id()).isEqualTo(BackupId.of(FIRST));
            assertThat(backup.bytes()).isEqualTo(archive.length);
            assertThat(backup.sha256()).isEqualTo(Digest.of(archive));
            assertThat(backup.rows()).isEqualTo(7);
            assertThat(backup.createdAt()).isEqualTo(NOW);
            assertThat(BackupRecord.parse(read(FIRST + ".json"))).isEqualTo(backup);
            assertThat(backups.find(backup.id())).contains(backup);
            assertThat(keys()).containsExactly(FIRST + ".json", FIRST + ".zip");
        }

        @Test
        void countsBackupsOfOneSecond() {
            assertThat(publish(TENANT).id().value()).isEqualTo(FIRST);
            assertThat(publish(TENANT).id().value()).isEqualTo(FIRST + "-2");
            assertThat(publish(TENANT).id().value()).isEqualTo(FIRST + "-3");
            assertThat(backups.list(TENANT).backups())
                    .extracting(backup -> backup.id().value())
                    .containsExactly(FIRST + "-3", FIRST + "-2", FIRST);
        }

        @Test
        void passesOverIdsOfWhichAnythingIsThere() {
            memory.create(ObjectKey.of(FIRST + ".zip"), ContentWriter.of(new byte[] {1}));
            memory.create(ObjectKey.of(FIRST + "-2.json"), ContentWriter.of(new byte[] {1}));
            memory.create(ObjectKey.of(FIRST + "-3.reserved"), ContentWriter.of(new byte[] {1}));

            assertThat(publish(TENANT).id().value()).isEqualTo(FIRST + "-4");
            assertThat(keys()).doesNotContain(FIRST + ".reserved", FIRST + "-2.reserved");
        }

        @Test
        void givesEveryoneTheirOwnId() throws Exception {
            int exporters = 6;
            Set<String> ids = new ConcurrentSkipListSet<>();
            BackupRepository shared = BackupRepository.of(memory).withClock(InstantSource.fixed(NOW));
            CyclicBarrier start = new CyclicBarrier(exporters);
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < exporters; i++) {
                tasks.add(() -> {
                    start.await();
                    for (int n = 0; n < 10; n++) {
                        ids.add(publish(shared, TENANT).id().value());
                    }
                    return true;
                });
            }
            ExecutorService threads = Executors.newFixedThreadPool(exporters);
            for (Future<Boolean> done : threads.invokeAll(tasks)) {
                done.get();
            }
            threads.shutdown();
            assertThat(ids).hasSize(60);
            assertThat(shared.list(TENANT).backups()).hasSize(60);
            assertThat(shared.strays()).isEmpty();
        }

        @Test
        void formsAChain() {
            BackupRecord first = publish(TENANT);
            now = NOW.plusSeconds(10);
            publish(TenantId.of(43));
            BackupRecord second = publish(TENANT);

            assertThat(first.predecessor()).isEmpty();
            assertThat(second.predecessor())
                    .contains(new BackupRecord.Link(first.id(), BackupRecord.contentSha256(read(FIRST + ".json"))));
        }

        @Test
        void ofWhatFailsLeavesNothing() {
            IllegalStateException failure = new IllegalStateException("the database went away");
            assertThatThrownBy(() -> backups.publish(TENANT, (id, startedAt, writer) -> {
                        ArchiveSamples.write(id, startedAt, TENANT, writer);
                        throw failure;
                    }))
                    .isSameAs(failure);
            assertThat(keys()).isEmpty();
            assertThat(publish(TENANT).id().value()).isEqualTo(FIRST);
        }

        @Test
        void refusesAManifestOfSomethingElse() {
            assertThatThrownBy(() -> backups.publish(
                            TENANT,
                            (id, startedAt, writer) -> ArchiveSamples.write(id, startedAt, TenantId.of(43), writer)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> backups.publish(
                            TENANT,
                            (id, startedAt, writer) ->
                                    ArchiveSamples.write(BackupId.of(id + "-9"), startedAt, TENANT, writer)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(keys()).isEmpty();
        }
    }

    @Nested
    class Names {

        @Test
        void carryAnyTenantId() {
            List<String> tenants = List.of(
                    "42",
                    "acme.com",
                    "../../etc",
                    "größe",
                    "a b",
                    "A",
                    "%",
                    "-",
                    "x".repeat(160),
                    "x".repeat(161),
                    "ä".repeat(3_000));
            for (String tenant : tenants) {
                BackupRecord backup = publish(TenantId.of(tenant));
                assertThat(backup.tenant().value()).isEqualTo(tenant);
                assertThat(backups.list(TenantId.of(tenant)).backups()).containsExactly(backup);
            }
            assertThat(backups.list().backups()).hasSize(tenants.size());
        }

        @Test
        void areTheDocumentedOnes() {
            assertThat(BackupNames.id(TenantId.of("acme.com"), NOW, 1).value())
                    .isEqualTo("tenant_export_acme%2Ecom_20260301020000");
            assertThat(BackupNames.id(TenantId.of("a".repeat(161)), NOW, 2).value())
                    .isEqualTo("tenant_export_" + "a".repeat(120) + "."
                            + Digest.of("a".repeat(161)).hex().substring(0, 32) + "_20260301020000-2");
            // Cut before a %XX, not inside: 119 letters and then an encoded one.
            String tenant = "a".repeat(119) + "ö".repeat(30);
            assertThat(BackupNames.id(TenantId.of(tenant), NOW, 1).value())
                    .startsWith("tenant_export_" + "a".repeat(119) + ".");
        }

        @Test
        void ofOneTenantAreNotTakenForAnothers() {
            List<TenantId> tenants = Stream.of("a", "a_b", "a_20260301020000", "a_20260301020000_20260301020000", "a-2")
                    .map(TenantId::of)
                    .toList();
            tenants.forEach(PublishingTest.this::publish);
            for (TenantId tenant : tenants) {
                assertThat(backups.list(tenant).backups())
                        .extracting(BackupRecord::tenant)
                        .containsExactly(tenant);
            }
        }

        @Test
        void ofBackupsSayNothingOfOtherObjects() {
            for (String other : List.of(
                    "readme.txt", "restore_1.json", "tenant_export_.json", "tenant_export_a_2026.zip", "x.zip")) {
                memory.create(ObjectKey.of(other), ContentWriter.of(new byte[] {1}));
            }
            assertThat(backups.list().backups()).isEmpty();
            assertThat(backups.list().unreadable()).isEmpty();
            assertThat(backups.strays()).isEmpty();
        }

        @Test
        void thatAreNoneAreNotFound() {
            for (String id : List.of("nonsense", FIRST, FIRST + ".validation", "restore_1")) {
                assertThat(backups.find(BackupId.of(id))).isEmpty();
                assertThatThrownBy(() -> backups.open(BackupId.of(id)))
                        .isInstanceOf(NotFoundException.class)
                        .hasMessageContaining(id);
            }
        }
    }
}
