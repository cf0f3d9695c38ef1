// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.ObjectExistsException;
import dev.tenantbackup.storage.ObjectKey;
import dev.tenantbackup.storage.StoredObject;
import dev.tenantbackup.storage.UnfinishedWrite;
import dev.tenantbackup.testkit.BackupStorageContract;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

class S3StorageTest extends BackupStorageContract {

    private static final ObjectKey LARGE = ObjectKey.of("tenant_export_7_20260301020000.zip");
    private static final int SEVERAL_PARTS = 2 * PartedOutput.FIRST_PARTS + 12_345;

    private final S3Client client = ObjectStore.running().connection().open();
    private final S3Location place = ObjectStore.running().newPlace();

    @AfterEach
    void noUploadIsLeftUnfinished() {
        try (client) {
            assertThat(client.listMultipartUploads(request -> request.bucket(place.bucket()))
                            .uploads())
                    .isEmpty();
        }
    }

    @Override
    protected BackupStorage emptyStorage() {
        return S3Storage.of(client, place);
    }

    @Test
    void anObjectOfSeveralPartsComesBackWholeAndInRanges() throws IOException {
        byte[] content = new byte[SEVERAL_PARTS];
        new Random(7).nextBytes(content);
        S3Storage storage = S3Storage.of(client, place);
        storage.create(LARGE, ContentWriter.of(content));

        assertThat(storage.list("")).containsExactly(new StoredObject(LARGE, SEVERAL_PARTS));
        try (InputStream in = storage.open(LARGE)) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
        try (InputStream in = storage.open(LARGE, PartedOutput.FIRST_PARTS - 3L, 6)) {
            assertThat(in.readAllBytes())
                    .containsExactly(
                            Arrays.copyOfRange(content, PartedOutput.FIRST_PARTS - 3, PartedOutput.FIRST_PARTS + 3));
        }
    }

    @Test
    void aNameThatIsTakenMeanwhileIsNoticedWhenThePartsAreComplete() {
        S3Storage storage = S3Storage.of(client, place);

        assertThatThrownBy(() -> storage.create(LARGE, out -> {
                    out.write(new byte[PartedOutput.FIRST_PARTS + 1]);
                    storage.create(LARGE, ContentWriter.of(new byte[] {1}));
                    out.write(2);
                }))
                .isInstanceOf(ObjectExistsException.class);
        assertThat(storage.find(LARGE)).contains(new StoredObject(LARGE, 1));
    }

    @Test
    void severalPartsWhoseContentFailsLeaveNothing() {
        S3Storage storage = S3Storage.of(client, place);

        assertThatThrownBy(() -> storage.create(LARGE, out -> {
                    out.write(new byte[SEVERAL_PARTS]);
                    throw new IOException("no more rows");
                }))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("no more rows");
        assertThat(storage.list("")).isEmpty();
    }

    @Test
    void anUploadThatIsNotCompleteIsListedAndCanBeGivenUp() {
        S3Storage storage = S3Storage.of(client, place);
        S3Storage other = S3Storage.of(client, new S3Location(place.bucket(), place.prefix() + "deeper"));
        Instant before = Instant.now().minus(Duration.ofHours(1));

        assertThatThrownBy(() -> storage.create(LARGE, out -> {
                    assertThat(storage.unfinishedWrites()).isEmpty();
                    out.write(new byte[PartedOutput.FIRST_PARTS + 1]);
                    assertThat(other.unfinishedWrites()).isEmpty();
                    UnfinishedWrite begun = storage.unfinishedWrites().get(0);
                    assertThat(begun.target()).contains(LARGE);
                    assertThat(begun.bytes()).isEqualTo(PartedOutput.FIRST_PARTS);
                    assertThat(begun.lastWrittenAt()).isAfter(before);
                    storage.discard(begun);
                    assertThat(storage.unfinishedWrites()).isEmpty();
                    storage.discard(begun);
                }))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("Cannot store");
        assertThat(storage.list("")).isEmpty();
    }

    @Test
    void twoPrefixesOfOneBucketDoNotSeeEachOther() {
        S3Storage storage = S3Storage.of(client, place);
        S3Storage other = S3Storage.of(client, new S3Location(place.bucket(), place.prefix() + "deeper"));
        storage.create(LARGE, ContentWriter.of(new byte[] {1}));
        other.create(LARGE, ContentWriter.of(new byte[] {1, 2}));

        assertThat(storage.list("")).containsExactly(new StoredObject(LARGE, 1));
        assertThat(other.list("tenant_")).containsExactly(new StoredObject(LARGE, 2));
    }

    /** Asked without a body: a server that refuses before a body has come may break the connection, and its answer is lost. */
    @Test
    void wrongCredentialsAreNamedWithTheRightsThatAreNeeded() {
        try (S3Client stranger =
                ObjectStore.running().connection("backup-tests", "wrong").open()) {
            S3Storage storage = S3Storage.of(stranger, place);

            assertThatThrownBy(() -> storage.list("")).isInstanceOfSatisfying(StorageException.class, failure -> {
                assertThat(failure.problem().message())
                        .startsWith("Cannot list")
                        .contains(place.toString())
                        .contains("the storage answers 403");
                assertThat(failure.problem().hint())
                        .hasValueSatisfying(hint -> assertThat(hint).contains("s3:PutObject"));
                assertThat(failure.problem().retryable()).isFalse();
            });
        }
    }

    @Test
    void aBucketThatDoesNotExistIsNamed() {
        S3Storage storage = S3Storage.of(client, S3Location.parse("s3://nowhere-at-all"));

        assertThatThrownBy(() -> storage.list(""))
                .isInstanceOfSatisfying(
                        StorageException.class,
                        failure -> assertThat(failure.problem().hint())
                                .contains("create bucket 'nowhere-at-all', or correct its name."));
    }

    @Test
    void aServerThatDoesNotAnswerMayPass() {
        try (S3Client nobody = ObjectStore.running()
                .connection()
                .endpoint(URI.create("http://127.0.0.1:1"))
                .open()) {
            S3Storage storage = S3Storage.of(nobody, place);

            assertThatThrownBy(() -> storage.find(LARGE))
                    .isInstanceOfSatisfying(
                            StorageException.class,
                            failure -> assertThat(failure.problem().retryable()).isTrue());
        }
    }

    @Test
    void missingCredentialsAreSaidInOneSentence() {
        try (S3Client nobody = ObjectStore.running()
                .connection()
                .credentials(AwsCredentialsProviderChain.builder()
                        .addCredentialsProvider(SystemPropertyCredentialsProvider.create())
                        .build())
                .open()) {
            S3Storage storage = S3Storage.of(nobody, place);

            assertThatThrownBy(() -> storage.find(LARGE))
                    .hasMessageStartingWith("Cannot look for '" + place + LARGE + "': no credentials were found.\n");
        }
    }
}
