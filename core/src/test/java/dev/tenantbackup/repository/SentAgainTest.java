// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import static dev.tenantbackup.repository.KeptBackups.BYSTANDER;
import static dev.tenantbackup.repository.KeptBackups.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.ArchiveSamples;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ObjectExistsException;
import dev.tenantbackup.storage.ObjectKey;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A storage that sends a request again whose answer was lost, and then says that the name is taken: by whom? */
class SentAgainTest {

    private static final String ID = "tenant_export_42_20260301020000";

    private final KeptBackups kept = new KeptBackups();
    private Map<ObjectKey, String> bystander = Map.of();

    @BeforeEach
    void giveTheBystanderABackup() {
        kept.publish(BYSTANDER);
        bystander = kept.objectsOf(BYSTANDER);
    }

    @AfterEach
    void theBystanderDidNotMove() {
        assertThat(kept.objectsOf(BYSTANDER)).hasSize(2).isEqualTo(bystander);
    }

    @ParameterizedTest
    @ValueSource(strings = {".reserved", ".zip", ".json"})
    void byThisVeryExport(String suffix) {
        BackupRecord backup = publish(taken(ID + suffix, true));
        assertThat(backup.id().value()).isEqualTo(ID);
        assertThat(kept.repository.list(TENANT).backups()).containsExactly(backup);
        assertThat(kept.repository
                        .validate(backup.id(), ValidationReport.Level.REFERENCES)
                        .valid())
                .isTrue();
        assertThat(kept.repository.strays()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {".zip", ".json"})
    void bySomebodyElseWhoseObjectStays(String suffix) {
        assertThatThrownBy(() -> publish(taken(ID + suffix, false)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("somebody else has stored an object of that name");
        assertThat(kept.read(ObjectKey.of(ID + suffix))).asString().isEqualTo("somebody else's");
    }

    @Test
    void aReservationOfSomebodyElseLeadsToTheNextId() {
        assertThat(publish(taken(ID + ".reserved", false)).id().value()).isEqualTo(ID + "-2");
    }

    private BackupRecord publish(BackupStorage storage) {
        return BackupRepository.of(storage)
                .withClock(kept::now)
                .publish(TENANT, (id, startedAt, writer) -> ArchiveSamples.write(id, startedAt, TENANT, writer));
    }

    /** Says of one name that it is taken, when it has stored the object itself, or somebody else has stored another one. */
    private BackupStorage taken(String key, boolean own) {
        return (BackupStorage) Proxy.newProxyInstance(
                BackupStorage.class.getClassLoader(),
                new Class<?>[] {BackupStorage.class},
                (proxy, called, arguments) -> {
                    boolean isIt = called.getName().equals("create")
                            && arguments[0].toString().equals(key);
                    if (isIt && !own) {
                        kept.put(key, "somebody else's");
                    }
                    try {
                        Object result = called.invoke(kept.storage, arguments);
                        if (isIt) {
                            throw new ObjectExistsException(ObjectKey.of(key));
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
