// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.ObjectKey;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What deleting takes and leaves. */
class DeletionTest extends RepositoryScene {

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
