// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.s3;

import dev.tenantbackup.storage.ContentWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Single objects of one bucket under one prefix, by what follows the prefix. What fails says which object it was. */
record S3Objects(S3Client client, S3Location location) {

    /** @throws TakenException if it must be new and is not */
    void write(String key, ContentWriter content, boolean mustBeNew) throws TakenException {
        Upload upload = new Upload(client, location, key, mustBeNew, UUID.randomUUID());
        PartedOutput out = new PartedOutput(upload);
        try {
            content.writeTo(out);
            out.complete();
        } catch (SdkException failure) {
            throw S3Failures.during("store", key, location, failure);
        } catch (IOException failure) {
            throw S3Failures.ofContent(key, failure);
        } finally {
            upload.abandonUnlessComplete();
        }
    }

    /** The object's bytes, or some of them; empty if there is no such object. */
    Optional<InputStream> open(String key, @Nullable String range) {
        try {
            ResponseInputStream<GetObjectResponse> response = client.getObject(GetObjectRequest.builder()
                    .bucket(location.bucket())
                    .key(location.nameOf(key))
                    .range(range)
                    .build());
            return Optional.of(new WholeInput(response, response.response().contentLength()));
        } catch (AwsServiceException failure) {
            if (S3Failures.isMissing(failure)) {
                return Optional.empty();
            }
            throw S3Failures.during("open", key, location, failure);
        } catch (SdkException failure) {
            throw S3Failures.during("open", key, location, failure);
        }
    }

    /** How large the object is; empty if there is none. */
    OptionalLong size(String key) {
        try {
            return OptionalLong.of(client.headObject(
                            request -> request.bucket(location.bucket()).key(location.nameOf(key)))
                    .contentLength());
        } catch (AwsServiceException failure) {
            if (failure.statusCode() == 404) {
                return OptionalLong.empty();
            }
            throw S3Failures.during("look for", key, location, failure);
        } catch (SdkException failure) {
            throw S3Failures.during("look for", key, location, failure);
        }
    }

    /** Does nothing if there is none. */
    void delete(String key) {
        try {
            client.deleteObject(request -> request.bucket(location.bucket()).key(location.nameOf(key)));
        } catch (SdkException failure) {
            throw S3Failures.during("delete", key, location, failure);
        }
    }
}
