// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.s3;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * One object on its way: in one request, or in parts. Each carries a mark of its writer: where an answer was lost and the
 * request sent again, the storage says that the name is taken, and the mark says by whom.
 */
final class Upload {

    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);

    private static final String WRITER = "tenant-backup-writer";
    private static final String ONLY_IF_NEW = "*";
    private static final int PRECONDITION_FAILED = 412;
    private static final int CONFLICT = 409;

    private final S3Client client;
    private final S3Location location;
    private final String key;
    private final boolean mustBeNew;
    private final UUID writer;
    private final List<CompletedPart> parts = new ArrayList<>();
    private @Nullable String id;

    Upload(S3Client client, S3Location location, String key, boolean mustBeNew, UUID writer) {
        this.client = client;
        this.location = location;
        this.key = key;
        this.mustBeNew = mustBeNew;
        this.writer = writer;
    }

    /** Sends the whole object. */
    void whole(byte[] buffer, int length) {
        unlessTaken(() -> client.putObject(
                PutObjectRequest.builder()
                        .bucket(location.bucket())
                        .key(location.nameOf(key))
                        .metadata(Map.of(WRITER, writer.toString()))
                        .contentMD5(md5(buffer, length))
                        .ifNoneMatch(mustBeNew ? ONLY_IF_NEW : null)
                        .build(),
                RequestBody.fromByteBuffer(ByteBuffer.wrap(buffer, 0, length))));
    }

    /** Sends the next part. */
    void part(byte[] buffer, int length) {
        String upload = id == null ? begin() : id;
        int number = parts.size() + 1;
        String tag = client.uploadPart(
                        request -> request.bucket(location.bucket())
                                .key(location.nameOf(key))
                                .uploadId(upload)
                                .partNumber(number)
                                .contentMD5(md5(buffer, length)),
                        RequestBody.fromByteBuffer(ByteBuffer.wrap(buffer, 0, length)))
                .eTag();
        parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
    }

    private String begin() {
        if (mustBeNew && head() != null) {
            throw new TakenException();
        }
        String begun = client.createMultipartUpload(request -> request.bucket(location.bucket())
                        .key(location.nameOf(key))
                        .metadata(Map.of(WRITER, writer.toString())))
                .uploadId();
        id = begun;
        return begun;
    }

    int partsSent() {
        return parts.size();
    }

    /** Makes the parts one object, visible from now on. */
    void complete() {
        unlessTaken(() -> client.completeMultipartUpload(request -> request.bucket(location.bucket())
                .key(location.nameOf(key))
                .uploadId(id)
                .ifNoneMatch(mustBeNew ? ONLY_IF_NEW : null)
                .multipartUpload(upload -> upload.parts(parts))));
        id = null;
    }

    /** Gives up parts that were sent and are no object yet. A storage that can't be reached keeps them; nobody sees them. */
    void abandonUnlessComplete() {
        String upload = id;
        if (upload == null) {
            return;
        }
        id = null;
        try {
            client.abortMultipartUpload(request ->
                    request.bucket(location.bucket()).key(location.nameOf(key)).uploadId(upload));
        } catch (SdkException failure) {
            LOG.warn("The unfinished upload of '{}' could not be given up; its parts stay.", key, failure);
        }
    }

    private void unlessTaken(Runnable last) {
        try {
            last.run();
        } catch (AwsServiceException failure) {
            boolean isTaken = failure.statusCode() == PRECONDITION_FAILED || failure.statusCode() == CONFLICT;
            if (!mustBeNew || !isTaken) {
                throw failure;
            }
            HeadObjectResponse present = head();
            if (present == null) {
                // two were at it at once, and the other one has not won either
                throw failure;
            }
            if (!writer.toString().equals(present.metadata().get(WRITER))) {
                throw new TakenException();
            }
        }
    }

    private @Nullable HeadObjectResponse head() {
        try {
            return client.headObject(
                    request -> request.bucket(location.bucket()).key(location.nameOf(key)));
        } catch (AwsServiceException failure) {
            if (failure.statusCode() == 404) {
                return null;
            }
            throw failure;
        }
    }

    /** What the storage compares the arrived bytes with. */
    private static String md5(byte[] buffer, int length) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(buffer, 0, length);
            return Base64.getEncoder().encodeToString(md5.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
