// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.archive.seal.SigningKey;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.testkit.databases.Engine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A service that restores only what a trusted key has signed, among shops that look alike. */
class SignedRestoreTest {

    private static final RestoreRequest IN_PLACE = RestoreRequest.into(ThreeShops.SHOP);

    private final SigningKey key = SigningKey.generate();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void aSignedBackupIsRestoredAndTheRestoreUndone(Engine engine) {
        ThreeShops shops = ThreeShops.of(engine);
        TenantBackupService trusting = trusting(shops);
        Map<String, List<String>> before = shops.content();
        Map<String, List<String>> neighbours = shops.neighbours();
        BackupInfo backup = trusting.exportTenant(ThreeShops.SHOP);
        shops.execute("update orders set note = 'spoilt' where shop_id = 2");
        Map<String, List<String>> spoilt = shops.content();

        RestoreResult result = trusting.restore(backup.id(), IN_PLACE);
        assertThat(shops.content()).isEqualTo(before);
        trusting.undo(result.id(), OperationContext.NONE);
        assertThat(shops.content()).isEqualTo(spoilt);
        assertThat(shops.neighbours()).isEqualTo(neighbours);
        assertThat(trusting.checkChain(ThreeShops.SHOP, backup.chainHead()).problems())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void unsignedAndForeignBackupsAreRefusedAsBackupsAndAsFiles(Engine engine) {
        ThreeShops shops = ThreeShops.of(engine);
        TenantBackupService trusting = trusting(shops);
        TenantBackupService unsigned = shops.service();
        TenantBackupService stranger = shops.keeping(backups -> backups.withSigningKey(SigningKey.generate()));
        for (TenantBackupService other : List.of(unsigned, stranger)) {
            BackupInfo backup = other.exportTenant(ThreeShops.SHOP);
            Path file = directory.resolve(backup.id() + ".zip");
            other.copyTo(backup.id(), file);
            shops.execute("update orders set note = 'spoilt' where shop_id = 2");
            Map<String, List<String>> spoilt = shops.content();

            for (Runnable attempt : List.<Runnable>of(
                    () -> trusting.restore(backup.id(), IN_PLACE),
                    () -> trusting.restore(file, IN_PLACE),
                    () -> trusting.plan(backup.id(), IN_PLACE),
                    () -> trusting.diff(file),
                    () -> trusting.add(file))) {
                assertThatThrownBy(attempt::run)
                        .isInstanceOf(ArchiveException.class)
                        .hasMessageContaining("a signature by key " + key.verifyingKey() + " is required");
            }
            assertThat(trusting.validate(backup.id()).valid()).isFalse();
            assertThat(trusting.validate(file).valid()).isFalse();
            assertThat(shops.content()).isEqualTo(spoilt);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void aRestoreWhoseSafetyBackupCouldNotBeUsedIsRefused(Engine engine) {
        ThreeShops shops = ThreeShops.of(engine);
        BackupInfo backup = trusting(shops).exportTenant(ThreeShops.SHOP);
        TenantBackupService without = shops.keeping(backups -> backups.requireSignatureFrom(key.verifyingKey()));
        shops.execute("update orders set note = 'spoilt' where shop_id = 2");
        Map<String, List<String>> spoilt = shops.content();

        assertThatThrownBy(() -> without.restore(backup.id(), IN_PLACE))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("there is no key to sign with");
        assertThat(shops.content()).isEqualTo(spoilt);
    }

    private TenantBackupService trusting(ThreeShops shops) {
        return shops.keeping(backups -> backups.withSigningKey(key).requireSignatureFrom(key.verifyingKey()));
    }
}
