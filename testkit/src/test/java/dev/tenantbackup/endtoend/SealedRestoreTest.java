// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.archive.ValidationReport.Level;
import dev.tenantbackup.archive.seal.DecryptionKey;
import dev.tenantbackup.archive.seal.Recipients;
import dev.tenantbackup.archive.seal.SigningKey;
import dev.tenantbackup.model.MissingKeyException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.testkit.databases.Engine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Backups that are encrypted and signed, of one of three shops that look alike: made where only the public key is, restored
 * where the private one is.
 */
class SealedRestoreTest {

    private static final RestoreRequest IN_PLACE = RestoreRequest.into(ThreeShops.SHOP);

    private final SigningKey signer = SigningKey.generate();
    private final DecryptionKey key = DecryptionKey.generate();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void aSealedBackupIsRestoredAndTheRestoreUndoneByTheHolderOfTheKey(Engine engine) {
        ThreeShops shops = ThreeShops.of(engine);
        TenantBackupService server = shops.keeping(this::sealing);
        TenantBackupService holder = shops.keeping(this::opening);
        Map<String, List<String>> before = shops.content();
        Map<String, List<String>> neighbours = shops.neighbours();
        BackupInfo backup = server.exportTenant(ThreeShops.SHOP);
        shops.execute(
                "update orders set note = 'spoilt' where shop_id = 2",
                "delete from allocations where id = 241",
                "insert into coupons values (299, 2, 'HUNDRED')");
        Map<String, List<String>> damaged = shops.content();

        ValidationReport locked = server.validate(backup.id(), Level.RESTORABLE);
        assertThat(locked.valid()).isTrue();
        assertThat(locked.level()).isEqualTo(Level.FILE);
        assertThat(locked.unchecked())
                .satisfiesExactly(
                        content -> assertThat(content).contains(key.publicKey()),
                        restoring -> assertThat(restoring).startsWith("Whether it can be restored was not looked at"));
        assertThatThrownBy(() -> server.restore(backup.id(), IN_PLACE)).isInstanceOf(MissingKeyException.class);

        ValidationReport opened = holder.validate(backup.id(), Level.RESTORABLE);
        assertThat(opened.problems()).isEmpty();
        assertThat(opened.level()).isEqualTo(Level.RESTORABLE);
        assertThat(shops.backups().notes().validation(backup.id()))
                .hasValueSatisfying(note -> assertThat(note.level()).isEqualTo(Level.RESTORABLE));
        assertThat(opened.signedBy()).contains(signer.verifyingKey());
        assertThat(shops.content()).isEqualTo(damaged);

        RestoreResult restored = holder.restore(backup.id(), IN_PLACE);
        assertThat(shops.content()).isEqualTo(before);
        assertThat(shops.neighbours()).isEqualTo(neighbours);
        holder.undo(restored.id(), OperationContext.NONE);
        assertThat(shops.content()).isEqualTo(damaged);

        assertThat(holder.list().backups()).hasSizeGreaterThanOrEqualTo(3).allSatisfy(stored -> {
            assertThat(stored.file().encrypted()).isPresent();
            assertThat(stored.signedBy()).contains(signer.verifyingKey());
        });
        assertThat(holder.checkChain(ThreeShops.SHOP).problems()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void whatStandsInTheWayOfARestoreIsListedAndNothingIsDone(Engine engine) {
        ThreeShops shops = ThreeShops.of(engine);
        TenantBackupService holder = shops.keeping(this::opening);
        BackupInfo backup = holder.exportTenant(ThreeShops.SHOP);
        Path file = directory.resolve(backup.id() + ".zip.age");
        holder.copyTo(backup.id(), file);
        // Two customers that a restore would delete have orders of the third shop; a coupon's key is now the third
        // shop's.
        shops.execute(
                "insert into customers values (212, 2, 'Bob')",
                "insert into customers values (213, 2, 'Eve')",
                "update orders set customer_id = 212 where id = 301",
                "update orders set customer_id = 213 where id = 302",
                "delete from coupons where id = 221",
                "insert into coupons values (221, 3, 'TAKEN')");
        Map<String, List<String>> before = shops.content();

        for (ValidationReport report :
                List.of(holder.validate(backup.id(), Level.RESTORABLE), holder.validate(file, Level.RESTORABLE))) {
            assertThat(report.level()).isEqualTo(Level.RESTORABLE);
            assertThat(report.problems())
                    .hasSize(2)
                    .allSatisfy(problem -> {
                        assertThat(problem.message()).startsWith("It can't be restored as the database is now: ");
                        assertThat(problem.hint()).isPresent();
                    })
                    .extracting(problem -> ThreeShops.name(problem.table().orElseThrow()))
                    .containsExactlyInAnyOrder("orders", "coupons");
        }
        assertThat(shops.content()).isEqualTo(before);
        assertThat(holder.list().backups()).extracting(BackupRecord::id).containsExactly(backup.id());
    }

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void aDatabaseThatNobodyDescribedCompletelyIsNotTriedOn(Engine engine) {
        ThreeShops shops = ThreeShops.of(engine);
        TenantBackupService holder = shops.keeping(this::opening);
        BackupInfo backup = holder.exportTenant(ThreeShops.SHOP);
        shops.execute("create table newcomers (id integer primary key, remark varchar(40))");

        ValidationReport report = shops.keeping(this::opening).validate(backup.id(), Level.RESTORABLE);

        assertThat(report.level()).isEqualTo(Level.REFERENCES);
        assertThat(report.problems())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .containsIgnoringCase("newcomers");
        assertThat(report.unchecked()).anyMatch(sentence -> sentence.contains("the catalog is not complete"));
    }

    private BackupRepository sealing(BackupRepository backups) {
        return backups.withSigningKey(signer)
                .requireSignatureFrom(signer.verifyingKey())
                .withEncryption(Recipients.of(key.publicKey()));
    }

    private BackupRepository opening(BackupRepository backups) {
        return sealing(backups).withIdentities(key.identities());
    }
}
