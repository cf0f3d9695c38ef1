// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.s3;

import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What the storage's refusals mean for a person. */
final class S3Failures {

    private S3Failures() {}

    static StorageException during(String action, @Nullable String key, S3Location location, SdkException failure) {
        String what = key == null ? location.toString() : "'" + location.addressOf(key) + "'";
        Problem problem = Problem.of("Cannot " + action + " " + what + ": " + reason(failure) + ".")
                .withHint(hint(failure, location).orElse(null));
        return new StorageException(mayPass(failure) ? problem.thatMayPass() : problem, failure);
    }

    static StorageException ofContent(String key, IOException failure) {
        return new StorageException(Problem.of("Cannot store '" + key + "': " + failure.getMessage() + "."), failure);
    }

    /** Whether there is no such object; a bucket that isn't there is another matter. */
    static boolean isMissing(AwsServiceException failure) {
        return failure.statusCode() == 404 && !"NoSuchBucket".equals(code(failure));
    }

    private static String reason(SdkException failure) {
        if (failure instanceof AwsServiceException service) {
            String code = code(service);
            return "the storage answers " + service.statusCode() + (code == null ? "" : " " + code);
        }
        String message = failure.getMessage();
        if (message != null && message.contains("credentials from any of the providers")) {
            return "no credentials were found";
        }
        return message == null ? failure.getClass().getSimpleName() : message.replaceAll("[.\\s]+$", "");
    }

    private static @Nullable String code(AwsServiceException failure) {
        return failure.awsErrorDetails() == null
                ? null
                : failure.awsErrorDetails().errorCode();
    }

    private static Optional<String> hint(SdkException failure, S3Location location) {
        if (!(failure instanceof AwsServiceException service)) {
            return Optional.of("check endpoint, region and credentials (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, or a"
                    + " profile).");
        }
        if ("NoSuchBucket".equals(code(service))) {
            return Optional.of("create bucket '" + location.bucket() + "', or correct its name.");
        }
        return switch (service.statusCode()) {
            case 301, 307 -> Optional.of("the bucket is in another region: name that.");
            case 401, 403 ->
                Optional.of("the credentials must allow s3:GetObject, s3:PutObject, s3:DeleteObject,"
                        + " s3:ListBucket and s3:AbortMultipartUpload under " + location + ".");
            default -> Optional.empty();
        };
    }

    private static boolean mayPass(SdkException failure) {
        return failure instanceof AwsServiceException service
                ? service.statusCode() >= 500
                        || service.statusCode() == 429
                        || service.statusCode() == 408
                        || service.statusCode() == 409
                : failure.retryable() || isBrokenConnection(failure);
    }

    private static boolean isBrokenConnection(SdkException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
