// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import static dev.tenantbackup.endtoend.PhotoShops.NEIGHBOUR;
import static dev.tenantbackup.endtoend.PhotoShops.SHOP;
import static dev.tenantbackup.endtoend.PhotoShops.bread;
import static dev.tenantbackup.endtoend.PhotoShops.soup;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.crash.Tier;
import dev.tenantbackup.files.FileKey;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.model.VerificationException;
import dev.tenantbackup.testkit.FaultyFiles;
import dev.tenantbackup.testkit.FaultyStorage.Moment;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whenever the place of files fails, rows and files are all there or all as they were. */
class FileFaultsTest {

    private final PhotoShops shops = PhotoShops.of(Engine.H2);

    /** A lost answer leaves the most to take back. */
    private static List<Moment> moments() {
        return Tier.isThorough() ? List.of(Moment.BEFORE, Moment.DURING, Moment.AFTER) : List.of(Moment.AFTER);
    }

    @ParameterizedTest
    @MethodSource("moments")
    void aRestoreInPlaceHappensAsAWholeOrNotAtAll(Moment moment) {
        BackupInfo backup = shops.service().exportTenant(SHOP);
        Map<String, String> sound = shops.contents();
        List<String> rows = shops.rows(SHOP);
        Runnable damage = () -> {
            shops.files.keys().stream()
                    .filter(key -> key.value().contains(".before-"))
                    .forEach(shops.files::delete);
            shops.files.delete(soup(SHOP));
            shops.put(bread(SHOP), "mould");
            shops.execute("delete from dishes where id = 101");
        };
        RestoreRequest request = RestoreRequest.into(SHOP).withoutSafetyBackup();
        failEverywhere(moment, damage, service -> service.restore(backup.id(), request), notes -> {
            assertThat(shops.rows(SHOP)).isEqualTo(rows);
            Map<String, String> contents = shops.contents();
            contents.keySet()
                    .removeIf(key -> key.contains(".before-")
                            && notes.stream().anyMatch(note -> note.contains("The file '" + key + "'")));
            assertThat(contents).isEqualTo(sound);
        });
    }

    @ParameterizedTest
    @MethodSource("moments")
    void aCloneHappensAsAWholeOrNotAtAll(Moment moment) {
        CloneRequest request = CloneRequest.named("Casa Nueva");
        failEverywhere(moment, () -> {}, service -> service.clone(SHOP, request).restore(), notes -> {});
    }

    /**
     * Fails the first call, then the second, and so on until none is left to fail. Where a failure may pass, the
     * operation tries again and gets through.
     */
    private void failEverywhere(
            Moment moment,
            Runnable damage,
            Function<TenantBackupService, RestoreResult> operation,
            Consumer<List<String>> check) {
        List<String> neighbours = shops.rows(NEIGHBOUR);
        FaultyFiles files;
        int failures = 0;
        int call = 0;
        do {
            damage.run();
            Map<String, String> contents = shops.contents();
            List<String> rows = everyRow();
            files = new FaultyFiles(shops.files).failAt(call++, moment);
            try {
                check.accept(operation.apply(shops.service(files)).notes());
            } catch (TenantBackupException failure) {
                failures++;
                assertThat(failure).hasStackTraceContaining("failed on purpose");
                assertThat(shops.contents()).as("%s", files.calls()).isEqualTo(contents);
                assertThat(everyRow()).isEqualTo(rows);
            }
            assertThat(files.openStreams()).isZero();
            assertThat(shops.rows(NEIGHBOUR)).isEqualTo(neighbours);
        } while (files.wasReached());
        assertThat(failures).isGreaterThan(5);
    }

    @Test
    void aFileThatDoesNotArriveAsItWasSentStopsTheRestore() {
        BackupInfo backup = shops.service().exportTenant(SHOP);
        shops.files.delete(soup(SHOP));
        shops.execute("delete from dishes where id = 101");
        List<String> rows = everyRow();
        Map<String, String> contents = shops.contents();

        TenantBackupService service = shops.service(new LossyFiles(shops.files));
        assertThatThrownBy(() -> service.restore(backup.id(), RestoreRequest.into(SHOP)))
                .isInstanceOf(VerificationException.class)
                .hasMessageContaining(soup(SHOP).value());
        assertThat(everyRow()).isEqualTo(rows);
        assertThat(shops.contents()).isEqualTo(contents);
    }

    @Test
    void whatCannotBeTakenBackIsNamed() {
        BackupInfo backup = shops.service().exportTenant(SHOP);
        shops.files.delete(soup(SHOP));
        TenantBackupService service = shops.service(new LossyFiles(shops.files) {
            @Override
            public void delete(FileKey key) {
                throw new StorageException(Problem.of("The disk is read only."));
            }
        });
        assertThatThrownBy(() -> service.restore(backup.id(), RestoreRequest.into(SHOP)))
                .isInstanceOf(VerificationException.class)
                .hasStackTraceContaining("these files could not be taken back: '" + soup(SHOP) + "'");
    }

    private List<String> everyRow() {
        List<String> rows = new ArrayList<>();
        List.of("shops", "dishes", "blobs")
                .forEach(table -> rows.addAll(shops.query("select * from " + table + " order by id")));
        return rows;
    }
}
