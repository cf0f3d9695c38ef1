// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.ArchiveFile;
import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.archive.ArchiveSamples;
import dev.tenantbackup.archive.BackupKind;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.DirectoryStorage;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.storage.ObjectKey;
import dev.tenantbackup.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupRepositoryTest {

    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00.5Z");
    private static final TenantId TENANT = TenantId.of(42);
    private static final String FIRST = "tenant_export_42_20260301020000";

    @TempDir
    private Path directory;

    private final List<String> calls = new ArrayList<>();
    private final MemoryStorage memory = new MemoryStorage();
    private final BackupStorage storage = watched(memory, calls);
    private Instant now = NOW;
    private BackupRepository backups = BackupRepository.of(storage);

    @BeforeEach
    void useOurOwnClockAndSpool() throws IOException {
        Files.createDirectories(directory.resolve("spool"));
        backups = backups.withClock(() -> now).withSpoolDirectory(directory.resolve("spool"));
    }

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
            tenants.forEach(BackupRepositoryTest.this::publish);
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

    @Nested
    class Opening {

        @Test
        void readsACopyOfWhatIsNotLocal() throws IOException {
            BackupRecord backup = publish(TENANT);
            try (ArchiveReader reader = backups.open(backup.id())) {
                memory.delete(ObjectKey.of(FIRST + ".zip"));
                assertThat(ArchiveSamples.readAll(reader.rows(ArchiveSamples.MENUS)))
                        .isEqualTo(ArchiveSamples.MENU_ROWS);
            }
            assertThat(spooled()).isEmpty();
        }

        @Test
        void readsWhatIsLocalWhereItLies() {
            BackupRepository local = BackupRepository.of(DirectoryStorage.open(directory.resolve("store")))
                    .withClock(() -> now)
                    .withSpoolDirectory(directory.resolve("there is none"));
            BackupRecord backup = publish(local, TENANT);
            try (ArchiveReader reader = local.open(backup.id())) {
                assertThat(ArchiveSamples.readAll(reader.sharedRows(ArchiveSamples.COUNTRIES)))
                        .isEqualTo(ArchiveSamples.COUNTRY_ROWS);
            }
            assertThat(local.location(backup))
                    .isEqualTo(directory
                            .resolve("store")
                            .resolve(FIRST + ".zip")
                            .toAbsolutePath()
                            .toString());
        }

        @Test
        void noticesEveryFlippedBitAndCutTail() throws IOException {
            BackupRecord backup = publish(TENANT);
            byte[] archive = read(FIRST + ".zip");
            for (int at = 0; at < archive.length; at += 13) {
                byte[] flipped = archive.clone();
                flipped[at] ^= 0x01;
                replace(FIRST + ".zip", flipped);
                assertThatThrownBy(() -> backups.open(backup.id()))
                        .isInstanceOf(ArchiveException.class)
                        .hasMessageContaining("the digest of its archive differs from its record");
                replace(FIRST + ".zip", Arrays.copyOf(archive, at));
                assertThatThrownBy(() -> backups.open(backup.id()))
                        .isInstanceOf(ArchiveException.class)
                        .hasMessageContaining("only " + at + " bytes, and its record says " + archive.length);
            }
            replace(FIRST + ".zip", Arrays.copyOf(archive, archive.length + 1));
            assertThatThrownBy(() -> backups.open(backup.id())).hasMessageContaining("more bytes");
            assertThat(spooled()).isEmpty();
        }

        @Test
        void saysThatAnArchiveIsGone() {
            BackupRecord backup = publish(TENANT);
            memory.delete(ObjectKey.of(FIRST + ".zip"));
            assertThatThrownBy(() -> backups.open(backup.id()))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("its record is there, but its archive is gone");
        }

        @Test
        void refusesArchivesThatWereExchanged() {
            BackupRecord first = publish(TENANT);
            BackupRecord other = publish(TenantId.of(43));
            replace(FIRST + ".zip", read(other.id() + ".zip"));
            BackupRecord forged = new BackupRecord(
                    1,
                    first.id(),
                    first.kind(),
                    TENANT,
                    null,
                    NOW,
                    "x",
                    ArchiveFile.plain(first.id(), other.bytes(), other.sha256()),
                    other.manifestSha256(),
                    first.tables(),
                    true,
                    0,
                    null);
            replace(FIRST + ".json", forged.toBytes());

            assertThatThrownBy(() -> backups.open(first.id()))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("its archive says that it is backup " + other.id() + " of tenant '43'");
        }

        @Test
        void ofALoneFileNeedsNoRecord() throws IOException {
            Path file = directory.resolve("lone.zip");
            Files.write(file, ArchiveSamples.archive());
            try (ArchiveReader reader = backups.openFile(file)) {
                assertThat(reader.manifest().backup()).isEqualTo(ArchiveSamples.ID);
            }
            assertThatThrownBy(() -> backups.openFile(directory.resolve("nowhere.zip")))
                    .isInstanceOf(NotFoundException.class);
        }
    }

    @Nested
    class Records {

        @Test
        void thatCanNotBeReadAreReportedAndStopNothing() {
            BackupRecord first = publish(TENANT);
            now = NOW.plusSeconds(1);
            BackupRecord second = publish(TENANT);
            replace(second.id() + ".json", "{".getBytes(StandardCharsets.UTF_8));
            now = NOW.plusSeconds(2);
            BackupRecord third = publish(TENANT);

            Listing listing = backups.list(TENANT);
            assertThat(listing.backups()).containsExactly(third, first);
            assertThat(listing.unreadable())
                    .singleElement()
                    .extracting(Problem::message)
                    .asString()
                    .contains(second.id().value());
            assertThat(third.predecessor()).map(BackupRecord.Link::id).contains(first.id());
            assertThatThrownBy(() -> backups.find(second.id())).isInstanceOf(ArchiveException.class);
        }

        @Test
        void underAnothersNameAreOfNoUse() {
            BackupRecord backup = publish(TENANT);
            memory.create(ObjectKey.of(FIRST + "-7.json"), ContentWriter.of(backup.toBytes()));

            assertThat(backups.list(TENANT).backups()).containsExactly(backup);
            assertThat(backups.list(TENANT).unreadable())
                    .singleElement()
                    .extracting(Problem::message)
                    .asString()
                    .contains(FIRST + "-7", "it is the record of backup " + FIRST);
        }
    }

    @Nested
    class Adopting {

        private Path file = Path.of("lone.zip");

        @BeforeEach
        void putALoneArchive() throws IOException {
            file = directory.resolve("lone.zip");
            Files.write(file, ArchiveSamples.archive());
        }

        @Test
        void makesABackupOfALoneArchive() {
            BackupRecord adopted = backups.add(file);

            assertThat(adopted.id()).isEqualTo(ArchiveSamples.ID);
            assertThat(backups.list(TENANT).backups()).containsExactly(adopted);
            backups.open(adopted.id()).close();
            assertThat(backups.strays()).isEmpty();
            assertThat(calls.stream().filter(call -> call.startsWith("create")))
                    .containsExactly(
                            "create " + FIRST + ".reserved", "create " + FIRST + ".zip", "create " + FIRST + ".json");
        }

        @Test
        void putsItIntoTheChainAmongItsElders() {
            now = NOW.plusSeconds(5);
            BackupRecord younger = publish(TENANT);
            now = NOW.minusSeconds(5);
            BackupRecord elder = publish(TENANT);

            BackupRecord adopted = backups.add(file);

            assertThat(adopted.predecessor()).map(BackupRecord.Link::id).contains(elder.id());
            assertThat(backups.list(TENANT).backups()).containsExactly(younger, adopted, elder);
        }

        @Test
        void takesAnArchiveThatLiesInTheStorageAlready() throws IOException {
            memory.create(ObjectKey.of(FIRST + ".zip"), ContentWriter.of(Files.readAllBytes(file)));
            assertThat(backups.add(file).id()).isEqualTo(ArchiveSamples.ID);
        }

        @Test
        void refusesToCoverAnotherArchive() {
            memory.create(ObjectKey.of(FIRST + ".zip"), ContentWriter.of(new byte[] {1}));
            assertThatThrownBy(() -> backups.add(file))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("another archive of that id");
            assertThat(read(FIRST + ".zip")).containsExactly(1);
            assertThat(keys()).containsExactly(FIRST + ".zip");
        }

        @Test
        void refusesABackupThatExists() {
            backups.add(file);
            assertThatThrownBy(() -> backups.add(file))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("exists");
            assertThat(keys()).containsExactly(FIRST + ".json", FIRST + ".zip");
        }

        @Test
        void refusesABackupThatIsBeingMade() {
            memory.create(
                    ObjectKey.of(FIRST + ".reserved"), ContentWriter.of((NOW + "\n").getBytes(StandardCharsets.UTF_8)));
            assertThatThrownBy(() -> backups.add(file))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("being made");
            now = NOW.plus(Duration.ofHours(25));
            assertThat(backups.add(file).id()).isEqualTo(ArchiveSamples.ID);
        }

        @Test
        void refusesWhatIsNotSound() throws IOException {
            byte[] damaged = Files.readAllBytes(file);
            damaged[100] ^= 1;
            Files.write(file, damaged);
            assertThatThrownBy(() -> backups.add(file))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("Cannot adopt");
            assertThat(keys()).isEmpty();
            assertThatThrownBy(() -> backups.add(directory.resolve("nowhere"))).isInstanceOf(NotFoundException.class);
        }

        @Test
        void refusesIdsThatNoBackupHas() throws IOException {
            Files.write(
                    file,
                    ArchiveSamples.bytes(writer -> ArchiveSamples.write(BackupId.of("mine"), NOW, TENANT, writer)));
            assertThatThrownBy(() -> backups.add(file))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("'mine' is not the id of a backup");
        }
    }

    @Nested
    class CopyingOut {

        @Test
        void givesTheArchive() throws IOException {
            publish(TENANT);
            Path file = directory.resolve("out.zip");
            backups.copyTo(BackupId.of(FIRST), file);
            assertThat(Files.readAllBytes(file)).isEqualTo(read(FIRST + ".zip"));
        }

        @Test
        void neverCoversAFile() throws IOException {
            publish(TENANT);
            Path file = Files.writeString(directory.resolve("out.zip"), "precious");
            assertThatThrownBy(() -> backups.copyTo(BackupId.of(FIRST), file))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("exists");
            assertThat(file).hasContent("precious");
        }

        @Test
        void leavesNothingOfADamagedArchive() throws IOException {
            publish(TENANT);
            byte[] damaged = read(FIRST + ".zip");
            damaged[5] ^= 1;
            replace(FIRST + ".zip", damaged);
            Path target = Files.createDirectory(directory.resolve("target"));
            assertThatThrownBy(() -> backups.copyTo(BackupId.of(FIRST), target.resolve("out.zip")))
                    .isInstanceOf(ArchiveException.class);
            try (Stream<Path> left = Files.list(target)) {
                assertThat(left).isEmpty();
            }
        }
    }

    @Nested
    class Deleting {

        @Test
        void takesTheRecordFirst() {
            BackupRecord backup = publish(TENANT);
            backups.saveNote(NoteName.validation(backup.id()), new byte[] {1});
            calls.clear();

            backups.delete(backup.id());

            assertThat(calls.stream().filter(call -> call.startsWith("delete ") && !call.endsWith(".reserved")))
                    .containsExactly(
                            "delete " + FIRST + ".json",
                            "delete " + FIRST + ".zip",
                            "delete " + FIRST + ".validation.json");
            assertThat(calls.indexOf("replace " + FIRST + ".deleted.json"))
                    .isNotNegative()
                    .isLessThan(calls.indexOf("delete " + FIRST + ".json"));
            assertThat(keys()).containsExactly(FIRST + ".deleted.json");
        }

        @Test
        void canBeRepeatedAfterAnInterruption() {
            BackupRecord backup = publish(TENANT);
            memory.delete(ObjectKey.of(FIRST + ".json"));
            backups.delete(backup.id());
            assertThat(keys()).isEmpty();
            assertThatThrownBy(() -> backups.delete(backup.id())).isInstanceOf(NotFoundException.class);
        }

        @Test
        void takesEveryArchiveOfTheBackup() {
            publish(TENANT);
            for (String name : List.of(FIRST + ".zip.age", FIRST + ".3.zip.age", FIRST + "-2.zip.age")) {
                memory.create(ObjectKey.of(name), ContentWriter.of(new byte[] {1}));
            }
            backups.delete(BackupId.of(FIRST));
            assertThat(keys()).containsExactly(FIRST + "-2.zip.age", FIRST + ".deleted.json");
        }

        @Test
        void takesTheRecordedArchiveAlsoIfNoListingShowsIt() {
            publish(TENANT);
            BackupStorage stale = (BackupStorage) Proxy.newProxyInstance(
                    BackupStorage.class.getClassLoader(),
                    new Class<?>[] {BackupStorage.class},
                    (proxy, method, arguments) ->
                            method.getName().equals("list") ? List.of() : call(method, memory, arguments));
            BackupRepository.of(stale).delete(BackupId.of(FIRST));
            assertThat(keys()).containsExactly(FIRST + ".deleted.json");
        }

        @Test
        void leavesOthersNotes() {
            BackupRecord first = publish(TENANT);
            BackupRecord second = publish(TENANT);
            backups.saveNote(NoteName.validation(second.id()), new byte[] {1});
            backups.delete(first.id());
            assertThat(backups.readNote(NoteName.validation(second.id()))).isPresent();
        }

        @Test
        void doesNotTouchWhatIsBeingMade() {
            memory.create(ObjectKey.of(FIRST + ".zip"), ContentWriter.of(new byte[] {1}));
            memory.create(
                    ObjectKey.of(FIRST + ".reserved"), ContentWriter.of((NOW + "\n").getBytes(StandardCharsets.UTF_8)));
            assertThatThrownBy(() -> backups.delete(BackupId.of(FIRST))).isInstanceOf(ConflictException.class);
            assertThat(keys()).hasSize(2);
        }
    }

    @Nested
    class Strays {

        @Test
        void areFoundBothWays() {
            publish(TENANT);
            put("tenant_export_1_20260301020000.zip");
            memory.create(
                    ObjectKey.of("tenant_export_2_20260301020000.json"),
                    ContentWriter.of(recordOf("2").toBytes()));
            put("tenant_export_3_20260301020000.json");
            put("tenant_export_4_20260301020000.reserved");
            put("tenant_export_4_20260301020000.zip");
            put("tenant_export_5_20260301020000.validation.json");
            memory.create(
                    ObjectKey.of("tenant_export_6_20260301020000.json"),
                    ContentWriter.of(recordOf("6").toBytes()));
            put("tenant_export_6_20260301020000.zip");
            publish(TenantId.of(7));
            put("tenant_export_7_20260301020000.zip.age");
            put("tenant_export_7_20260301020000.12.zip.age");
            put("tenant_export_7_20260301020000.1.zip.age");
            put("tenant_export_8_20260301020000.2.zip.age");

            assertThat(backups.strays())
                    .extracting(stray -> stray.object().key() + " " + stray.kind())
                    .containsExactly(
                            "tenant_export_1_20260301020000.zip ARCHIVE_WITHOUT_RECORD",
                            "tenant_export_2_20260301020000.json RECORD_WITHOUT_ARCHIVE",
                            "tenant_export_3_20260301020000.json UNREADABLE_RECORD",
                            "tenant_export_4_20260301020000.zip UNFINISHED",
                            "tenant_export_4_20260301020000.reserved UNFINISHED",
                            "tenant_export_5_20260301020000.validation.json NOTE_WITHOUT_BACKUP",
                            "tenant_export_6_20260301020000.zip ARCHIVE_OF_OTHER_LENGTH",
                            "tenant_export_7_20260301020000.12.zip.age ARCHIVE_BESIDE_RECORDED",
                            "tenant_export_7_20260301020000.zip.age ARCHIVE_BESIDE_RECORDED",
                            "tenant_export_8_20260301020000.2.zip.age ARCHIVE_WITHOUT_RECORD");
        }

        private void put(String key) {
            memory.create(ObjectKey.of(key), ContentWriter.of(new byte[] {1}));
        }

        private BackupRecord recordOf(String tenant) {
            BackupId id = BackupId.of("tenant_export_" + tenant + "_20260301020000");
            return new BackupRecord(
                    1,
                    id,
                    BackupKind.MANUAL,
                    TenantId.of(tenant),
                    null,
                    NOW,
                    "x",
                    ArchiveFile.plain(id, 99, Digest.of("")),
                    Digest.of("manifest"),
                    Map.of(),
                    true,
                    0,
                    null);
        }
    }

    @Nested
    class Notes {

        @Test
        void areKeptAndReplaced() {
            NoteName note = NoteName.restore("7f3a");
            assertThat(note.value()).isEqualTo("restore_7f3a.json");
            assertThat(backups.readNote(note)).isEmpty();
            backups.saveNote(note, new byte[] {1});
            backups.saveNote(note, new byte[] {2});
            assertThat(backups.readNote(note))
                    .hasValueSatisfying(bytes -> assertThat(bytes).containsExactly(2));
            backups.saveNote(NoteName.restore("8"), new byte[] {3});
            publish(TENANT);
            assertThat(backups.restoreNotes()).containsExactly(note, NoteName.restore("8"));
        }

        @Test
        void haveNamesThatCollideWithNothing() {
            assertThat(NoteName.validation(BackupId.of(FIRST)).value()).isEqualTo(FIRST + ".validation.json");
            for (String name : List.of(
                    FIRST + ".json",
                    FIRST + ".zip",
                    "restore_.json",
                    "restore_../x.json",
                    "other.json",
                    FIRST + ".A.json")) {
                assertThatThrownBy(() -> new NoteName(name)).isInstanceOf(IllegalArgumentException.class);
            }
            assertThatThrownBy(() -> NoteName.of(BackupId.of("other"), "validation"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> NoteName.of(BackupId.of(FIRST), "x.y"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void validationListsWhatIsWrongAndThrowsNothing() {
        BackupRecord backup = publish(TENANT);
        assertThat(backups.validate(backup.id(), ValidationReport.Level.REFERENCES)
                        .valid())
                .isTrue();
        byte[] damaged = read(FIRST + ".zip");
        damaged[60] ^= 1;
        replace(FIRST + ".zip", damaged);
        assertThat(backups.validate(backup.id(), ValidationReport.Level.REFERENCES)
                        .problems())
                .hasSizeGreaterThan(1)
                .extracting(Problem::message)
                .anyMatch(message -> message.contains("differs from its record"))
                .anyMatch(message -> message.contains("menus"));
        assertThat(backups.validate(backup.id(), ValidationReport.Level.FILE).problems())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("differs from its record");
        memory.delete(ObjectKey.of(FIRST + ".zip"));
        assertThat(backups.validate(backup.id(), ValidationReport.Level.REFERENCES)
                        .problems())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("its archive is gone");
    }

    @Test
    void theLengthAndDigestOfAFileAreComparedWithoutUnderstandingIt() {
        BackupRecord backup = publish(TENANT);
        ValidationReport sound = backups.validate(backup.id(), ValidationReport.Level.FILE);
        assertThat(sound.valid()).isTrue();
        assertThat(sound.level()).isEqualTo(ValidationReport.Level.FILE);
        byte[] longer = Arrays.copyOf(read(FIRST + ".zip"), (int) backup.bytes() + 1);
        replace(FIRST + ".zip", longer);
        assertThat(backups.validate(backup.id(), ValidationReport.Level.FILE).problems())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("has more bytes, and its record says");
        replace(FIRST + ".zip", new byte[(int) backup.bytes()]);
        ValidationReport garbage = backups.validate(backup.id(), ValidationReport.Level.REFERENCES);
        assertThat(garbage.level()).isEqualTo(ValidationReport.Level.FILE);
        assertThat(garbage.problems()).hasSizeGreaterThan(1);
    }

    private BackupRecord publish(TenantId tenant) {
        return publish(backups, tenant);
    }

    private static BackupRecord publish(BackupRepository backups, TenantId tenant) {
        return backups.publish(tenant, (id, startedAt, writer) -> ArchiveSamples.write(id, startedAt, tenant, writer));
    }

    private byte[] read(String key) {
        try (InputStream in = memory.open(ObjectKey.of(key))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new StorageException(Problem.of("no " + key), e);
        }
    }

    private void replace(String key, byte[] content) {
        memory.replace(ObjectKey.of(key), ContentWriter.of(content));
    }

    private List<String> keys() {
        return memory.list("").stream()
                .map(StoredObject::key)
                .map(ObjectKey::value)
                .toList();
    }

    private List<Path> spooled() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("spool"))) {
            return files.toList();
        }
    }

    /** Passes everything on and writes it down. */
    private static BackupStorage watched(BackupStorage storage, List<String> calls) {
        return (BackupStorage) Proxy.newProxyInstance(
                BackupStorage.class.getClassLoader(),
                new Class<?>[] {BackupStorage.class},
                (proxy, method, arguments) -> {
                    calls.add(method.getName() + " " + arguments[0]);
                    return call(method, storage, arguments);
                });
    }

    private static Object call(Method method, BackupStorage storage, Object[] arguments) throws Throwable {
        try {
            return method.invoke(storage, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
