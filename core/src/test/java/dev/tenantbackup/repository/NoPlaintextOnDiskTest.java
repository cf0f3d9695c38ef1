// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.archive.ArchiveOptions;
import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.archive.ArchiveSamples;
import dev.tenantbackup.archive.EntryContent;
import dev.tenantbackup.archive.TableSink;
import dev.tenantbackup.archive.seal.DecryptionKey;
import dev.tenantbackup.archive.seal.Recipients;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.DirectoryStorage;
import dev.tenantbackup.storage.MemoryStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Looks for rows of an encrypted backup in every file of its storage and of the spool directory, also in those that are
 * open but have no name any more and in such of the system's directory for temporary files, while it is written and while it is read. Archives are not compressed here, so that a
 * row would be there as it is; backups that are not encrypted show that it would be found.
 */
class NoPlaintextOnDiskTest {

    private static final TenantId TENANT = TenantId.of(42);
    private static final TableName SECRETS = TableName.of("secrets");
    private static final String SECRET = "nobody may find this sentence";
    private static final int ROWS = 20_000;
    private static final List<Column> COLUMNS = List.of(
            Column.of("id", "bigint", ValueForm.NUMBER, false), Column.of("text", "text", ValueForm.TEXT, false));
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    @TempDir
    private Path directory;

    private final DecryptionKey key = DecryptionKey.generate();
    private final List<String> finds = new ArrayList<>();
    private int filesSeen;

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectories(directory.resolve("spool"));
    }

    @Test
    void whileADirectoryIsWrittenAndRead() {
        BackupStorage storage = DirectoryStorage.open(directory.resolve("store"));
        tryEverything(encrypting(storage));
        assertThat(finds).isEmpty();
        assertThat(filesSeen).isGreaterThanOrEqualTo(4);
    }

    @Test
    void whileAStorageIsReadThatIsNotLocal() {
        tryEverything(encrypting(new MemoryStorage()));
        assertThat(finds).isEmpty();
        if (Files.isDirectory(OPEN_FILES)) {
            assertThat(filesSeen).isPositive();
        }
    }

    @Test
    void butWhereNothingIsEncryptedItIsFound() {
        BackupStorage local = DirectoryStorage.open(directory.resolve("store"));
        write(repository(local));
        assertThat(finds).isNotEmpty();
        finds.clear();
        if (Files.isDirectory(OPEN_FILES)) {
            BackupRepository remote = repository(new MemoryStorage());
            BackupId backup = write(remote);
            finds.clear();
            read(remote, backup);
            assertThat(finds).as("in the spool").isNotEmpty();
        }
    }

    private void tryEverything(BackupRepository backups) {
        BackupId backup = write(backups);
        read(backups, backup);
        backups.rekey(backup, Recipients.of(key.publicKey()));
        look();
        read(backups, backup);
        backups.copyTo(backup, directory.resolve("copy.zip.age"));
        backups.delete(backup);
        backups.add(directory.resolve("copy.zip.age"));
        look();
    }

    private BackupId write(BackupRepository backups) {
        return backups.publish(TENANT, (id, startedAt, writer) -> {
                    TableSink sink = writer.begin(SECRETS, COLUMNS, List.of("id"));
                    for (int n = 0; n < ROWS; n++) {
                        sink.write(Row.of(Integer.toString(n), SECRET));
                    }
                    EntryContent content = sink.end();
                    look();
                    return ArchiveSamples.manifest(
                            List.of(ArchiveSamples.table(SECRETS, "column", COLUMNS, List.of("id"), content)));
                })
                .id();
    }

    private void read(BackupRepository backups, BackupId backup) {
        try (ArchiveReader archive = backups.open(backup)) {
            look();
            assertThat(ArchiveSamples.readAll(archive.rows(SECRETS))).hasSize(ROWS);
            look();
        }
    }

    private BackupRepository encrypting(BackupStorage storage) {
        return repository(storage)
                .withEncryption(Recipients.of(key.publicKey()))
                .withIdentities(key.identities());
    }

    private BackupRepository repository(BackupStorage storage) {
        return BackupRepository.of(storage)
                .withOptions(ArchiveOptions.DEFAULTS.withCompressionLevel(0))
                .withClock(InstantSource.fixed(ArchiveSamples.EXPORTED_AT))
                .withSpoolDirectory(directory.resolve("spool"));
    }

    private void look() {
        try (Stream<Path> named = Files.walk(directory)) {
            named.filter(Files::isRegularFile).forEach(this::look);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (Files.isDirectory(OPEN_FILES)) {
            try (Stream<Path> open = Files.list(OPEN_FILES)) {
                open.filter(this::isOurs).forEach(this::look);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private boolean isOurs(Path descriptor) {
        try {
            Path file = Files.readSymbolicLink(descriptor);
            return file.startsWith(directory) || file.startsWith(System.getProperty("java.io.tmpdir"));
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private void look(Path file) {
        try {
            filesSeen++;
            String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            Stream.of(SECRET, "manifest.json", "tables/secrets.json")
                    .filter(text::contains)
                    .forEach(word -> finds.add(word + " in " + file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
