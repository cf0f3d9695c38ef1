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
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.files.DirectoryFiles;
import dev.tenantbackup.files.FileKey;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.Effect;
import dev.tenantbackup.plan.FileChanges;
import dev.tenantbackup.plan.RestoreMode;
import dev.tenantbackup.plan.RestorePlan;
import dev.tenantbackup.testkit.databases.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A restore in place brings back rows and files alike, and nobody else's move. */
class FileRestoreTest {

    private final PhotoShops shops = PhotoShops.of(Engine.H2);

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void lostAndAlteredFilesAndRowsComeBack(Engine engine) {
        PhotoShops damaged = PhotoShops.of(engine);
        TenantBackupService service = damaged.service();
        BackupInfo backup = service.exportTenant(SHOP);
        Map<String, String> contents = damaged.contents();
        List<String> rows = damaged.rows(SHOP);
        List<String> neighbours = damaged.rows(NEIGHBOUR);

        damaged.files.delete(soup(SHOP));
        damaged.files.delete(BANNER);
        damaged.put(bread(SHOP), "mould");
        damaged.execute("delete from dishes where id = 101");
        damaged.execute("update dishes set name = 'toast' where id = 102");
        damaged.execute("delete from blobs where id = 102");
        RestorePlan plan = service.plan(backup.id(), RestoreRequest.into(SHOP));
        assertThat(plan.files()).isEqualTo(new FileChanges(2, 1, 0, 3, List.of(), List.of()));

        RestoreResult restored = service.restore(backup.id(), RestoreRequest.into(SHOP));

        assertThat(restored.files()).isEqualTo(plan.files());
        assertThat(damaged.contents()).isEqualTo(contents);
        assertThat(damaged.rows(SHOP)).isEqualTo(rows);
        assertThat(damaged.rows(NEIGHBOUR)).isEqualTo(neighbours);
    }

    @Test
    void anUndoPutsBackWhatWasReplaced() {
        TenantBackupService service = shops.service();
        BackupInfo backup = service.exportTenant(SHOP);
        shops.put(bread(SHOP), "fresh bread, baked since");
        Map<String, String> fresh = shops.contents();

        RestoreResult restored = service.restore(backup.id(), RestoreRequest.into(SHOP));
        assertThat(restored.files().replaced()).isOne();
        assertThat(shops.contents()).isNotEqualTo(fresh);
        assertThat(restored.safety()).isPresent();
        service.undo(restored.id(), OperationContext.NONE);
        assertThat(shops.contents()).isEqualTo(fresh);
    }

    @Test
    void theNoteOnARestoreNamesTheFilesThatExistOnlyBecauseOfIt() {
        TenantBackupService service = shops.service();
        BackupInfo backup = service.exportTenant(SHOP);
        shops.files.delete(soup(SHOP));
        shops.put(bread(SHOP), "mould");
        service.restore(backup.id(), RestoreRequest.into(SHOP));

        assertThat(shops.notes())
                .singleElement()
                .asString()
                .containsPattern("\"files\":\\[\"" + bread(SHOP) + "[.]before-[0-9a-f]{8}\",\"" + soup(SHOP) + "\"\\]");
    }

    @Test
    void modeMissingOnlyKeepsAlteredFiles() {
        TenantBackupService service = shops.service();
        BackupInfo backup = service.exportTenant(SHOP);
        shops.put(bread(SHOP), "fresh bread");
        shops.files.delete(soup(SHOP));
        Map<String, String> altered = shops.contents();

        RestoreResult restored =
                service.restore(backup.id(), RestoreRequest.into(SHOP).withMode(RestoreMode.MISSING_ONLY));
        assertThat(restored.files()).isEqualTo(new FileChanges(1, 0, 1, 4, List.of(), List.of()));
        altered.put(soup(SHOP).value(), shops.digest(blob(SHOP, 2)));
        assertThat(shops.contents()).isEqualTo(altered);
    }

    @Test
    void aFileForWhichNoRowIsLeftIsNotPut() {
        TenantBackupService service = shops.service();
        BackupInfo backup = service.exportTenant(SHOP);
        shops.execute("update dishes set photo_key = 'menus/1/new.jpg' where id = 101");
        shops.put(FileKey.of("menus/1/new.jpg"), "new");
        shops.files.delete(soup(SHOP));

        RestoreResult restored =
                service.restore(backup.id(), RestoreRequest.into(SHOP).withMode(RestoreMode.MISSING_ONLY));
        assertThat(restored.files().put()).isZero();
        assertThat(shops.files.find(soup(SHOP))).isEmpty();
    }

    @Test
    void deletingRowsLeavesTheirFilesAndNamesThem() {
        TenantBackupService service = shops.service();
        BackupInfo backup = service.exportTenant(SHOP);
        FileKey key = FileKey.of("menus/1/cake.jpg");
        shops.put(key, "cake");
        shops.execute("insert into dishes values (106, 1, 'cake', '" + key + "', 4)");

        RestoreResult restored = service.restore(backup.id(), RestoreRequest.into(SHOP));
        assertThat(restored.files().left()).containsExactly(key.value());
        assertThat(restored.effects()).extracting(Effect::kind).contains(Effect.Kind.FILES_LEFT);
        assertThat(shops.files.find(key)).isPresent();
    }

    @Test
    void rowsWhoseFileNobodyHasAreListed() {
        shops.files.delete(soup(SHOP));
        TenantBackupService service = shops.service();
        BackupInfo backup = service.exportTenant(SHOP);
        shops.execute("delete from dishes where id = 101");

        RestoreResult restored = service.restore(backup.id(), RestoreRequest.into(SHOP));
        assertThat(restored.files().missing()).containsExactly(soup(SHOP).value());
    }

    @Test
    void withoutAPlaceOfFilesRowsComeBackAndANoteSaysWhatDoesNot() {
        BackupInfo backup = shops.service().exportTenant(SHOP);
        shops.execute("delete from dishes where id = 101");
        shops.files.delete(soup(SHOP));
        TenantBackupService blind = shops.builder().build();

        RestorePlan plan = blind.plan(backup.id(), RestoreRequest.into(SHOP));
        assertThat(plan.files()).isEqualTo(FileChanges.NONE);
        assertThat(plan.notes()).anyMatch(note -> note.contains("point to 6 files, and nothing says where"));
        assertThat(blind.restore(backup.id(), RestoreRequest.into(SHOP)).files())
                .isEqualTo(FileChanges.NONE);
        assertThat(shops.files.find(soup(SHOP))).isEmpty();
    }

    @Test
    void aKeyThatLeavesTheDirectoryThroughALinkStopsTheRestoreBeforeAnythingIsWritten(
            @TempDir Path directory, @TempDir Path elsewhere) throws IOException {
        BackupInfo backup = shops.service().exportTenant(SHOP);
        shops.execute("delete from dishes where id = 101");
        List<String> rows = shops.rows(SHOP);
        Files.createSymbolicLink(directory.resolve("menus"), elsewhere);
        TenantBackupService service = shops.service(DirectoryFiles.open(directory));

        assertThat(service.plan(backup.id(), RestoreRequest.into(SHOP)).conflicts())
                .extracting(Conflict::kind)
                .containsOnly(Conflict.Kind.FILES);
        assertThatThrownBy(() -> service.restore(backup.id(), RestoreRequest.into(SHOP)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("menus/1/soup.jpg")
                .hasMessageContaining("leads elsewhere");
        assertThat(shops.rows(SHOP)).isEqualTo(rows);
        assertThat(elsewhere).isEmptyDirectory();
        assertThat(directory.resolve(logo(SHOP).value())).doesNotExist();
    }

    @Test
    void aBackupWithoutFilesPutsNoneBackAndSaysSo() {
        BackupInfo backup = shops.builder().build().exportTenant(SHOP);
        shops.files.delete(soup(SHOP));

        RestorePlan plan = shops.service().plan(backup.id(), RestoreRequest.into(SHOP));
        assertThat(plan.notes()).anyMatch(note -> note.contains("taken without the files that rows point to"));
        assertThat(plan.files().missing()).contains(soup(SHOP).value());
    }
}
