// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import static dev.tenantbackup.endtoend.PhotoShops.NEIGHBOUR;
import static dev.tenantbackup.endtoend.PhotoShops.SHOP;
import static dev.tenantbackup.endtoend.PhotoShops.soup;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.CloneResult;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.files.FileKey;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.RestoreMode;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A copy of a tenant has files of its own: new keys, equal bytes, nothing shared. */
class FileCopyTest {

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void aCloneGetsNewKeysAndItsOwnFiles(Engine engine) {
        PhotoShops shops = PhotoShops.of(engine);
        Map<String, String> before = shops.contents();
        List<String> source = shops.rows(SHOP);
        List<String> neighbours = shops.rows(NEIGHBOUR);

        CloneResult clone = shops.service().clone(SHOP, CloneRequest.named("Casa Nueva"));

        assertThat(clone.restore().files().put()).isEqualTo(6);
        assertThat(clone.restore().files().missing()).isEmpty();
        hasItsOwnFiles(shops, clone.tenant(), before);
        assertThat(shops.rows(SHOP)).isEqualTo(source);
        assertThat(shops.rows(NEIGHBOUR)).isEqualTo(neighbours);
    }

    /** Equal bytes under other keys; what was there before is there still, and nothing else. */
    private static void hasItsOwnFiles(PhotoShops shops, TenantId copy, Map<String, String> before) {
        Map<String, String> oldKeys = shops.keys(SHOP);
        Map<String, String> newKeys = shops.keys(copy);
        assertThat(newKeys.keySet()).isEqualTo(oldKeys.keySet()).hasSize(6);
        Map<String, String> expected = new TreeMap<>(before);
        newKeys.forEach((name, key) -> {
            assertThat(before).doesNotContainKey(key);
            expected.put(key, shops.digest(FileKey.of(oldKeys.getOrDefault(name, ""))));
        });
        assertThat(shops.contents()).isEqualTo(expected);
        assertThat(newKeys.getOrDefault("soup", "")).matches("menus/1/soup-[0-9a-z]{16}[.]jpg");
        assertThat(newKeys.getOrDefault("blob1", "")).matches("[0-9a-z]{28}");
        assertThat(shops.query("select count(*) from dishes where name = 'blank' and photo_key = ''"))
                .containsExactly("3");
    }

    @Test
    void aNewTenantOfABackupGetsItsOwnFilesThoughTheSourcesAreGone() {
        PhotoShops shops = PhotoShops.of(Engine.H2);
        Map<String, String> before = shops.contents();
        BackupInfo backup = shops.service().exportTenant(SHOP);
        String digest = shops.digest(soup(SHOP));
        shops.files.delete(soup(SHOP));

        RestoreResult restored = shops.service().restore(backup.id(), RestoreRequest.asNewTenant("Casa Nueva"));
        String key = shops.keys(restored.tenant()).getOrDefault("soup", "");
        assertThat(shops.digest(FileKey.of(key))).isEqualTo(digest);
        shops.put(soup(SHOP), "soup of shop 1");
        hasItsOwnFiles(shops, restored.tenant(), before);
    }

    @Test
    void anotherTenantGetsCopiesAndItsOwnFormerFilesStay() {
        PhotoShops shops = PhotoShops.of(Engine.H2);
        Map<String, String> before = shops.contents();
        BackupInfo backup = shops.service().exportTenant(SHOP);
        List<String> source = shops.rows(SHOP);

        RestoreResult restored = shops.service().restore(backup.id(), RestoreRequest.into(NEIGHBOUR));
        assertThat(restored.files().put()).isEqualTo(5);
        assertThat(restored.files().left()).contains(soup(NEIGHBOUR).value()).hasSize(5);
        assertThat(shops.contents()).containsAllEntriesOf(before).hasSize(before.size() + 5);
        assertThat(shops.keys(NEIGHBOUR))
                .containsEntry("logo", PhotoShops.logo(NEIGHBOUR).value());
        assertThat(shops.rows(SHOP)).isEqualTo(source);
    }

    @Test
    void rowsAppendedBesideGetTheirOwnFiles() {
        PhotoShops shops = PhotoShops.of(Engine.H2);
        BackupInfo backup = shops.service().exportTenant(SHOP);
        int files = shops.contents().size();

        RestoreResult restored =
                shops.service().restore(backup.id(), RestoreRequest.into(SHOP).withMode(RestoreMode.APPEND));
        assertThat(restored.files().put()).isEqualTo(5);
        assertThat(shops.contents()).hasSize(files + 5);
    }

    @Test
    void idsInsideKeysFollowTheirRows() {
        PhotoShops shops = PhotoShops.of(Engine.H2);
        TenantBackupService service = shops.builder("text: [{column: photo_key, pattern: menus/*/, to: shops}]")
                .files(shops.files)
                .build();
        CloneResult clone = service.clone(SHOP, CloneRequest.named("Casa Nueva"));

        String soup = shops.keys(clone.tenant()).getOrDefault("soup", "");
        assertThat(soup).matches("menus/" + clone.tenant() + "/soup-[0-9a-z]{16}[.]jpg");
        assertThat(shops.digest(FileKey.of(soup))).isEqualTo(shops.digest(soup(SHOP)));
    }

    @Test
    void rowsThatShareAFileShareItsCopy() {
        PhotoShops shops = PhotoShops.of(Engine.H2);
        shops.execute("insert into dishes values (106, 1, 'broth', '" + soup(SHOP) + "', NULL)");
        CloneResult clone = shops.service().clone(SHOP, CloneRequest.named("Casa Nueva"));

        Map<String, String> keys = shops.keys(clone.tenant());
        assertThat(keys.get("broth"))
                .isEqualTo(keys.get("soup"))
                .isNotEqualTo(soup(SHOP).value());
        assertThat(clone.restore().files().put()).isEqualTo(6);
    }

    @Test
    void anUndoneCloneLeavesItsFilesAndNamesThem() {
        PhotoShops shops = PhotoShops.of(Engine.H2);
        CloneResult clone = shops.service().clone(SHOP, CloneRequest.named("Casa Nueva"));
        Map<String, String> keys = shops.keys(clone.tenant());

        RestoreResult undone = shops.service().undo(clone.restore().id(), OperationContext.NONE);
        assertThat(undone.files().left()).containsExactlyInAnyOrderElementsOf(keys.values());
    }

    @Test
    void aFileThatTheSourceLacksIsListedAndItsRowIsCopied() {
        PhotoShops shops = PhotoShops.of(Engine.H2);
        shops.files.delete(soup(SHOP));
        CloneResult clone = shops.service().clone(SHOP, CloneRequest.named("Casa Nueva"));
        assertThat(clone.restore().files().missing())
                .containsExactly(shops.keys(clone.tenant()).get("soup"));
    }

    @Test
    void withoutAPlaceOfFilesNoCopyIsMade() {
        PhotoShops shops = PhotoShops.of(Engine.H2);
        TenantBackupService blind = shops.builder().filesToRead(shops.files).build();
        assertThatThrownBy(() -> blind.clone(SHOP, CloneRequest.named("Casa Nueva")))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("nothing says where the application keeps its files");
        assertThat(shops.query("select count(*) from shops")).containsExactly("2");
    }
}
