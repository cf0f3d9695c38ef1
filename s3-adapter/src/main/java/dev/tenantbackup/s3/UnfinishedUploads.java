// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.s3;

import dev.tenantbackup.storage.ObjectKey;
import dev.tenantbackup.storage.UnfinishedWrite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;

/** Uploads in parts under one prefix that were begun and neither completed nor given up. */
record UnfinishedUploads(S3Client client, S3Location location) {

    private static final String BETWEEN = "?uploadId=";
    private static final int GONE = 404;

    List<UnfinishedWrite> list() {
        List<UnfinishedWrite> found = new ArrayList<>();
        try {
            for (MultipartUpload upload : client.listMultipartUploadsPaginator(
                            request -> request.bucket(location.bucket()).prefix(location.prefix()))
                    .uploads()) {
                String key = upload.key().substring(location.prefix().length());
                if (ObjectKey.isValid(key)) {
                    found.add(measured(key, upload));
                }
            }
        } catch (SdkException failure) {
            throw S3Failures.during("list the unfinished uploads of", null, location, failure);
        }
        found.sort(Comparator.comparing(UnfinishedWrite::name));
        return found;
    }

    /** Its latest part is the last sign of life. */
    private UnfinishedWrite measured(String key, MultipartUpload upload) {
        Instant last = upload.initiated();
        long bytes = 0;
        try {
            for (Part part : client.listPartsPaginator(request ->
                            request.bucket(location.bucket()).key(upload.key()).uploadId(upload.uploadId()))
                    .parts()) {
                bytes += part.size();
                if (part.lastModified().isAfter(last)) {
                    last = part.lastModified();
                }
            }
        } catch (AwsServiceException failure) {
            if (failure.statusCode() != GONE) {
                throw failure;
            }
            // Completed or given up just now.
        }
        return new UnfinishedWrite(key + BETWEEN + upload.uploadId(), ObjectKey.of(key), bytes, last);
    }

    void abort(UnfinishedWrite write) {
        int end = write.name().indexOf(BETWEEN);
        if (end < 0) {
            throw new IllegalArgumentException("not an unfinished upload: '" + write.name() + "'");
        }
        String key = write.name().substring(0, end);
        try {
            client.abortMultipartUpload(request -> request.bucket(location.bucket())
                    .key(location.nameOf(key))
                    .uploadId(write.name().substring(end + BETWEEN.length())));
        } catch (AwsServiceException failure) {
            if (failure.statusCode() != GONE) {
                throw S3Failures.during("give up the unfinished upload of", key, location, failure);
            }
        } catch (SdkException failure) {
            throw S3Failures.during("give up the unfinished upload of", key, location, failure);
        }
    }
}
