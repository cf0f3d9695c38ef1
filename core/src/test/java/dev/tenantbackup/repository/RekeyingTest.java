// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.ArchiveEncryption;
import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.archive.ArchiveSamples;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.seal.DecryptionKey;
import dev.tenantbackup.archive.seal.Identities;
import dev.tenantbackup.archive.seal.Passphrase;
import dev.tenantbackup.archive.seal.Recipients;
import dev.tenantbackup.archive.seal.SigningKey;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.MissingKeyException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.model.WrongKeyException;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.storage.ObjectKey;
import dev.tenantbackup.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RekeyingTest {

    private static final TenantId TENANT = TenantId.of(42);
    private static final TenantId BYSTANDER = TenantId.of(43);
    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00.5Z");
    private static final BackupId FIRST = BackupId.of("tenant_export_42_20260301020000");

    @TempDir
    private Path directory;

    private final DecryptionKey old = DecryptionKey.generate();
    private final DecryptionKey fresh = DecryptionKey.generate();
    private final MemoryStorage memory = new MemoryStorage();
    private final Recipients recipients = Recipients.of(fresh.publicKey());
    private Instant now = NOW;

    private BackupRepository backups(BackupStorage storage) {
        return BackupRepository.of(storage).withClock(() -> now).withSpoolDirectory(directory);
    }

    private BackupRepository holderOf(DecryptionKey key) {
        return backups(memory).withIdentities(key.identities());
    }

    @BeforeEach
    void beginWithEncryptedBackupsOfTwoTenants() {
        publish(backups(memory).withEncryption(Recipients.of(old.publicKey())), TENANT);
        publish(backups(memory).withEncryption(Recipients.of(old.publicKey())), BYSTANDER);
    }

    @Test
    void changesWhoCanReadAndNothingElse() {
        BackupRecord before = backups(memory).require(FIRST);
        TreeMap<String, String> bystander = objects(BYSTANDER);

        BackupRecord after = holderOf(old).rekey(FIRST, recipients);

        assertThat(backups(memory).require(FIRST)).isEqualTo(after);
        assertThat(after.file().name()).isEqualTo(FIRST + ".2.zip.age");
        assertThat(after.file().encryption()).isEqualTo(ArchiveEncryption.forRecipients(List.of(fresh.publicKey())));
        assertThat(after.manifestSha256()).isEqualTo(before.manifestSha256());
        assertThat(after.tables()).isEqualTo(before.tables());
        assertThat(keys(FIRST + ".")).containsExactly(FIRST + ".2.zip.age", FIRST + ".json");
        assertThat(rows(holderOf(fresh))).isEqualTo(ArchiveSamples.MENU_ROWS);
        assertThatThrownBy(() -> holderOf(old).open(FIRST)).isInstanceOf(WrongKeyException.class);
        assertThat(objects(BYSTANDER)).isEqualTo(bystander);
        assertThat(backups(memory).strays()).isEmpty();
    }

    @Test
    void breaksNoChainAndNoSignature() {
        SigningKey signer = SigningKey.generate();
        now = NOW.plusSeconds(1);
        BackupRepository signing = backups(memory).withSigningKey(signer);
        BackupRecord signed = publish(signing, TENANT);
        now = NOW.plusSeconds(2);
        BackupRecord next = publish(signing, TENANT);
        byte[] before = read(signed.id() + ".json");

        BackupRepository strict = backups(memory).requireSignatureFrom(signer.verifyingKey());
        BackupRecord after = strict.rekey(signed.id(), recipients);

        assertThat(after.signature()).isEqualTo(signed.signature());
        assertThat(BackupRecord.contentSha256(read(signed.id() + ".json")))
                .isEqualTo(BackupRecord.contentSha256(before))
                .isEqualTo(next.predecessor().orElseThrow().contentSha256());
        strict.withIdentities(fresh.identities()).open(signed.id()).close();
    }

    @Test
    void encryptsWhatWasNot() {
        now = NOW.plusSeconds(1);
        BackupRecord plain = publish(backups(memory), TENANT);

        BackupRecord after = backups(memory).rekey(plain.id(), recipients);

        assertThat(after.file().name()).isEqualTo(plain.id() + ".zip.age");
        assertThat(keys(plain.id() + ".")).containsExactly(plain.id() + ".json", plain.id() + ".zip.age");
        holderOf(fresh).open(plain.id()).close();
    }

    @Test
    void canBeRepeatedAndTakesPassphrasesToo() {
        holderOf(old).rekey(FIRST, recipients);
        assertThat(holderOf(fresh)
                        .rekey(FIRST, Recipients.of(old.publicKey()))
                        .file()
                        .name())
                .isEqualTo(FIRST + ".zip.age");
        Passphrase passphrase = Passphrase.of("correct horse");
        BackupRecord after = holderOf(old).rekey(FIRST, Recipients.passphrase(passphrase, 4));
        assertThat(after.file().encryption()).isEqualTo(ArchiveEncryption.withPassphrase());
        assertThat(rows(backups(memory).withIdentities(Identities.passphrase(passphrase))))
                .isEqualTo(ArchiveSamples.MENU_ROWS);
    }

    @Test
    void removesWhatAnInterruptedAttemptLeft() {
        memory.create(ObjectKey.of(FIRST + ".2.zip.age"), ContentWriter.of(new byte[] {1}));
        assertThat(backups(memory).strays())
                .extracting(Stray::kind)
                .containsExactly(Stray.Kind.ARCHIVE_BESIDE_RECORDED);
        BackupRecord after = holderOf(old).rekey(FIRST, recipients);
        assertThat(after.file().name()).isEqualTo(FIRST + ".3.zip.age");
        assertThat(backups(memory).strays()).isEmpty();
    }

    @Test
    void refusesWhatItCanNotReadAndLeavesItAsItIs() {
        TreeMap<String, String> before = objects(TENANT);
        assertThatThrownBy(() -> backups(memory).rekey(FIRST, recipients)).isInstanceOf(MissingKeyException.class);
        assertThatThrownBy(() -> holderOf(fresh).rekey(FIRST, recipients)).isInstanceOf(WrongKeyException.class);
        assertThatThrownBy(() -> holderOf(old).rekey(BackupId.of(FIRST + "-9"), recipients))
                .isInstanceOf(NotFoundException.class);
        assertThat(objects(TENANT)).isEqualTo(before);

        byte[] damaged = read(FIRST + ".zip.age");
        damaged[damaged.length - 1] ^= 1;
        memory.replace(ObjectKey.of(FIRST + ".zip.age"), ContentWriter.of(damaged));
        before = objects(TENANT);
        assertThatThrownBy(() -> holderOf(old).rekey(FIRST, recipients)).isInstanceOf(ArchiveException.class);
        assertThat(objects(TENANT)).isEqualTo(before);
    }

    /** Nothing else would notice it any more: the new record has the digest of what is stored now. */
    @Test
    void refusesWhatWasNotEncryptedAndIsDamagedInItsRows() {
        now = NOW.plusSeconds(1);
        BackupRecord plain = publish(backups(memory), TENANT);
        byte[] damaged = read(plain.id() + ".zip");
        damaged[100] ^= 1;
        memory.replace(ObjectKey.of(plain.id() + ".zip"), ContentWriter.of(damaged));
        TreeMap<String, String> before = objects(TENANT);
        assertThatThrownBy(() -> backups(memory).rekey(plain.id(), recipients))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("the digest of its archive differs from its record");
        assertThat(objects(TENANT)).isEqualTo(before);
    }

    @Test
    void refusesAnotherArchiveUnderTheRecordsName() {
        now = NOW.plusSeconds(1);
        BackupRecord elder = backups(memory).require(FIRST);
        BackupRecord younger = publish(backups(memory).withEncryption(Recipients.of(old.publicKey())), TENANT);
        // Somebody who can write to the storage lets the younger record point at a copy of the elder archive.
        String name = younger.file().name();
        memory.replace(ObjectKey.of(name), ContentWriter.of(read(elder.file().name())));
        byte[] forged = new String(read(younger.id() + ".json"), StandardCharsets.UTF_8)
                .replace(younger.sha256().hex(), elder.sha256().hex())
                .replace("\"bytes\": " + younger.bytes(), "\"bytes\": " + elder.bytes())
                .getBytes(StandardCharsets.UTF_8);
        memory.replace(ObjectKey.of(younger.id() + ".json"), ContentWriter.of(forged));

        assertThatThrownBy(() -> holderOf(old).rekey(younger.id(), recipients))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("its archive says that it is backup " + FIRST);
        assertThat(keys(younger.id() + ".")).containsExactly(younger.id() + ".json", name);
    }

    @Test
    void waitsForNobody() {
        memory.create(
                ObjectKey.of(FIRST + ".reserved"), ContentWriter.of((NOW + "\n").getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> holderOf(old).rekey(FIRST, recipients)).isInstanceOf(ConflictException.class);
        assertThat(keys(FIRST + ".")).contains(FIRST + ".zip.age", FIRST + ".reserved");
    }

    @Test
    void changesNothingIfSomebodyHasTakenTheBackupMeanwhile() {
        TreeMap<String, String> before = objects(TENANT);
        TreeMap<String, String> bystander = objects(BYSTANDER);
        String mark = FIRST + ".reserved";
        BackupStorage taken = (BackupStorage) Proxy.newProxyInstance(
                BackupStorage.class.getClassLoader(),
                new Class<?>[] {BackupStorage.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("create")
                            && arguments[0].toString().equals(FIRST + ".2.zip.age")) {
                        now = NOW.plus(Duration.ofHours(3));
                        memory.replace(
                                ObjectKey.of(mark),
                                ContentWriter.of((now + "\nsomebody else\n").getBytes(StandardCharsets.UTF_8)));
                    }
                    try {
                        return method.invoke(memory, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        assertThatThrownBy(() -> backups(taken).withIdentities(old.identities()).rekey(FIRST, recipients))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("taken over");
        assertThat(read(mark)).asString(StandardCharsets.UTF_8).contains("somebody else");
        memory.delete(ObjectKey.of(mark));
        assertThat(objects(TENANT)).isEqualTo(before);
        assertThat(objects(BYSTANDER)).isEqualTo(bystander);
    }

    @Test
    void doesNotDisturbWhoeverIsAboutToRead() {
        AtomicBoolean done = new AtomicBoolean();
        BackupStorage rekeyedMeanwhile = (BackupStorage) Proxy.newProxyInstance(
                BackupStorage.class.getClassLoader(),
                new Class<?>[] {BackupStorage.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("open")
                            && arguments[0].toString().endsWith(".age")
                            && done.compareAndSet(false, true)) {
                        holderOf(old).rekey(FIRST, recipients);
                    }
                    try {
                        return method.invoke(memory, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        assertThat(rows(backups(rekeyedMeanwhile).withIdentities(fresh.identities())))
                .isEqualTo(ArchiveSamples.MENU_ROWS);
        assertThat(done).isTrue();
    }

    @Test
    void withdrawsWhatItCouldNotFinish() {
        TreeMap<String, String> before = objects(TENANT);
        TreeMap<String, String> bystander = objects(BYSTANDER);
        ObjectKey renewed = ObjectKey.of(FIRST + ".2.zip.age");
        List<Runnable> failures = List.of(
                () -> {
                    throw new StorageException(Problem.of("The answer was lost."));
                },
                () -> {
                    byte[] stored = read(renewed.value());
                    stored[stored.length - 1] ^= 1;
                    memory.replace(renewed, ContentWriter.of(stored));
                });
        for (Runnable failure : failures) {
            BackupStorage storage = onceCreated(renewed, failure);
            assertThatThrownBy(() ->
                            backups(storage).withIdentities(old.identities()).rekey(FIRST, recipients))
                    .isInstanceOf(TenantBackupException.class);
            assertThat(objects(TENANT)).isEqualTo(before);
            assertThat(objects(BYSTANDER)).isEqualTo(bystander);
        }
    }

    /** The storage, in which something happens as soon as an object is there. */
    private BackupStorage onceCreated(ObjectKey key, Runnable then) {
        return (BackupStorage) Proxy.newProxyInstance(
                BackupStorage.class.getClassLoader(),
                new Class<?>[] {BackupStorage.class},
                (proxy, method, arguments) -> {
                    Object answer;
                    try {
                        answer = method.invoke(memory, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (method.getName().equals("create") && arguments[0].equals(key)) {
                        then.run();
                    }
                    return answer;
                });
    }

    private static BackupRecord publish(BackupRepository backups, TenantId tenant) {
        return backups.publish(tenant, (id, startedAt, writer) -> ArchiveSamples.write(id, startedAt, tenant, writer));
    }

    private static List<Row> rows(BackupRepository backups) {
        try (ArchiveReader archive = backups.open(FIRST)) {
            return ArchiveSamples.readAll(archive.rows(ArchiveSamples.MENUS));
        }
    }

    private byte[] read(String name) {
        try (InputStream in = memory.open(ObjectKey.of(name))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> keys(String prefix) {
        return memory.list(prefix).stream()
                .map(StoredObject::key)
                .map(ObjectKey::value)
                .toList();
    }

    private TreeMap<String, String> objects(TenantId tenant) {
        TreeMap<String, String> objects = new TreeMap<>();
        keys("tenant_export_" + tenant + "_")
                .forEach(name -> objects.put(name, new String(read(name), StandardCharsets.ISO_8859_1)));
        return objects;
    }
}
