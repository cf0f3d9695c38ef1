// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import static dev.tenantbackup.endtoend.PhotoShops.BANNER;
import static dev.tenantbackup.endtoend.PhotoShops.NEIGHBOUR;
import static dev.tenantbackup.endtoend.PhotoShops.SHOP;
import static dev.tenantbackup.endtoend.PhotoShops.blob;
import static dev.tenantbackup.endtoend.PhotoShops.bread;
import static dev.tenantbackup.endtoend.PhotoShops.logo;
import static dev.tenantbackup.endtoend.PhotoShops.soup;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.archive.ArchivedFile;
import dev.tenantbackup.archive.ArchivedFiles;
import dev.tenantbackup.archive.Manifest;
import dev.tenantbackup.files.FileKey;
import dev.tenantbackup.files.UnusableKeyException;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.testkit.FaultyFiles;
import dev.tenantbackup.testkit.FaultyStorage.Moment;
import dev.tenantbackup.testkit.databases.Engine;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup brings along the files that the tenant's rows point to, and says which it could not. */
class FileExportTest {

    private final PhotoShops shops = PhotoShops.of(Engine.H2);

    @Test
    void everyFileComesAlongOncePerContent(@TempDir Path directory) throws Exception {
        FaultyFiles files = new FaultyFiles(shops.files);
        TenantBackupService service = shops.service(files);
        BackupInfo backup = service.exportTenant(SHOP);

        ArchivedFiles archived = service.manifest(backup.id()).files();
        assertThat(archived.coverage()).isEqualTo(ArchivedFiles.Coverage.INCLUDED);
        Map<String, String> digests = new TreeMap<>();
        archived.byKey()
                .forEach((key, file) -> digests.put(key.value(), file.sha256().hex()));
        Map<String, String> expected = shops.contents();
        for (FileKey neighbours :
                List.of(soup(NEIGHBOUR), bread(NEIGHBOUR), logo(NEIGHBOUR), blob(NEIGHBOUR, 1), blob(NEIGHBOUR, 2))) {
            expected.remove(neighbours.value());
        }
        assertThat(digests).isEqualTo(expected).hasSize(6).containsKey(BANNER.value());
        assertThat(archived.byKey().get(soup(SHOP)).keys()).containsExactlyInAnyOrder(soup(SHOP), blob(SHOP, 2));
        assertThat(backup.files().files()).isEqualTo(6);
        assertThat(backup.files().contents()).isEqualTo(5);
        assertThat(backup.findings()).isEmpty();

        Path file = directory.resolve("backup.zip");
        service.copyTo(backup.id(), file);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().filter(entry -> entry.getName().startsWith("files/")))
                    .hasSize(5);
            for (ArchivedFile content : archived.contents()) {
                byte[] bytes = zip.getInputStream(
                                zip.getEntry("files/" + content.sha256().hex()))
                        .readAllBytes();
                assertThat((long) bytes.length).isEqualTo(content.bytes());
            }
        }
        assertThat(service.validate(backup.id()).valid()).isTrue();
        assertThat(files.openStreams()).isZero();
        assertThat(files.calls()).filteredOn(("open " + soup(SHOP))::equals).hasSize(1);
        assertThat(files.calls()).filteredOn(("open " + logo(SHOP))::equals).hasSize(2);
    }

    @Test
    void aFileThatIsNotThereIsAFindingWithRowAndKey() {
        shops.files.delete(soup(SHOP));
        shops.files.delete(bread(NEIGHBOUR));
        BackupInfo backup = shops.service().exportTenant(SHOP);

        assertThat(backup.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.FILE_MISSING);
            assertThat(finding.count()).isOne();
            assertThat(finding.message()).contains("points in 'PHOTO_KEY' to files that are not there");
            assertThat(finding.samples())
                    .singleElement()
                    .satisfies(row -> assertThat(row.values())
                            .containsExactly("101", soup(SHOP).value()));
        });
        Manifest manifest = shops.service().manifest(backup.id());
        assertThat(manifest.findings()).isEqualTo(backup.findings());
        assertThat(manifest.files().byKey()).doesNotContainKey(soup(SHOP)).containsKey(blob(SHOP, 2));
    }

    @Test
    void aKeyThatLeadsElsewhereIsAFindingAndNeverOpened() {
        shops.execute("update dishes set photo_key = '../../etc/passwd' where id = 102");
        FaultyFiles files = new FaultyFiles(shops.files);
        BackupInfo backup = shops.service(files).exportTenant(SHOP);

        assertThat(backup.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.FILE_MISSING);
            assertThat(finding.message()).contains("what can't be a file's key");
        });
        assertThat(files.calls()).noneMatch(call -> call.contains("passwd"));
    }

    @Test
    void whatRowsSayOtherwiseOfAFileIsAFinding() {
        shops.execute("update dishes set photo_bytes = 4 where id = 102");
        shops.put(blob(SHOP, 1), "other terms");
        BackupInfo backup = shops.service().exportTenant(SHOP);

        assertThat(backup.findings())
                .extracting(Finding::kind)
                .containsExactly(Finding.Kind.FILE_DIFFERS, Finding.Kind.FILE_DIFFERS);
        assertThat(backup.files().files()).isEqualTo(6);
    }

    @Test
    void withoutAPlaceOfFilesTheBackupSaysThatItHasNone() {
        TenantBackupService service = shops.builder().build();
        BackupInfo backup = service.exportTenant(SHOP);

        assertThat(backup.files().coverage()).isEqualTo(ArchivedFiles.Coverage.LEFT_OUT);
        assertThat(service.manifest(backup.id()).files()).isEqualTo(ArchivedFiles.LEFT_OUT);
        assertThat(backup.findings()).hasSize(3).allMatch(found -> found.kind() == Finding.Kind.FILES_LEFT_OUT);
    }

    @Test
    void aFileThatCannotBeReadEndsTheExport() {
        FaultyFiles healthy = new FaultyFiles(shops.files);
        shops.service(healthy).exportTenant(SHOP);
        int before = shops.service().list().backups().size();
        for (int call = 0; call < healthy.calls().size(); call++) {
            for (Moment moment : List.of(Moment.BEFORE, Moment.DURING)) {
                FaultyFiles faulty = new FaultyFiles(shops.files).failAt(call, moment);
                assertThatThrownBy(() -> shops.service(faulty).exportTenant(SHOP))
                        .isInstanceOf(StorageException.class)
                        .hasMessageContaining("failed on purpose");
                assertThat(faulty.wasReached()).isTrue();
                assertThat(faulty.openStreams()).isZero();
            }
        }
        assertThat(shops.service().list().backups()).hasSize(before);
    }

    @Test
    void aKeyThatThePlaceOfFilesRefusesIsAFinding() {
        BackupInfo backup = shops.service(new LossyFiles(shops.files) {
                    @Override
                    public InputStream open(FileKey key) {
                        if (key.equals(soup(SHOP))) {
                            throw new UnusableKeyException(key, "leads elsewhere");
                        }
                        return super.open(key);
                    }
                })
                .exportTenant(SHOP);

        assertThat(backup.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.FILE_MISSING);
            assertThat(finding.message()).contains("what can't be a file's key");
        });
        assertThat(backup.files().files()).isEqualTo(5);
    }

    @Test
    void aLargeFileThatChangesBetweenItsTwoReadingsEndsTheExport() {
        TenantBackupService service = shops.service(new LossyFiles(shops.files) {
            private int readings;

            @Override
            public InputStream open(FileKey key) {
                boolean isChanged = key.equals(logo(SHOP)) && ++readings == 2;
                return super.open(isChanged ? logo(NEIGHBOUR) : key);
            }
        });
        assertThatThrownBy(() -> service.exportTenant(SHOP)).isInstanceOf(TenantBackupException.class);
        assertThat(service.list().backups()).isEmpty();
    }
}
