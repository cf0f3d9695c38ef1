// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.s3;

import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * How an object storage is reached. Immutable; each method returns a changed copy.
 *
 * <p>Credentials come from the SDK's default chain (environment, profile, container, instance) unless given. Region comes
 * from the same places; for an endpoint of one's own any will do, and {@code us-east-1} is taken. The SDK tries a request
 * that failed in passing again, three times in all.
 */
public final class S3Connection {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

    private final @Nullable URI endpoint;
    private final @Nullable String region;
    private final boolean pathStyle;
    private final @Nullable AwsCredentialsProvider credentials;

    private S3Connection(
            @Nullable URI endpoint,
            @Nullable String region,
            boolean pathStyle,
            @Nullable AwsCredentialsProvider credentials) {
        this.endpoint = endpoint;
        this.region = region;
        this.pathStyle = pathStyle;
        this.credentials = credentials;
    }

    /** Amazon's own, with credentials and region from the SDK's default chain. */
    public static S3Connection ofDefaults() {
        return new S3Connection(null, null, false, null);
    }

    /** Another provider's, or one's own. */
    public S3Connection endpoint(URI value) {
        return new S3Connection(value, region, pathStyle, credentials);
    }

    public S3Connection region(String value) {
        return new S3Connection(endpoint, value, pathStyle, credentials);
    }

    /** The bucket stands in the path ({@code https://host/bucket}) and not in the host's name: most self-run storages. */
    public S3Connection pathStyle() {
        return new S3Connection(endpoint, region, true, credentials);
    }

    public S3Connection credentials(AwsCredentialsProvider value) {
        return new S3Connection(endpoint, region, pathStyle, value);
    }

    /**
     * A client, which the caller closes. Sends nothing yet to the storage; where no region was given, the SDK may ask the
     * machine it runs on.
     *
     * <p>Checksums beyond {@code Content-MD5} are left out: storages other than Amazon's refuse them, and every backup has
     * its own digests.
     *
     * @throws InvalidRequestException if neither a region nor an endpoint is known
     */
    public S3Client open() {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_WITHIN)
                        .socketTimeout(ANSWER_WITHIN))
                .credentialsProvider(Optional.ofNullable(credentials)
                        .orElseGet(() -> DefaultCredentialsProvider.builder().build()))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .forcePathStyle(pathStyle);
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        if (region != null) {
            builder.region(Region.of(region));
        } else if (endpoint != null) {
            builder.region(Region.US_EAST_1);
        }
        try {
            return builder.build();
        } catch (SdkClientException unknownRegion) {
            throw new InvalidRequestException(
                    Problem.of("Nothing says in which region the object storage is.")
                            .withHint(
                                    "name the region, or set AWS_REGION; for a storage of your own name its endpoint."),
                    unknownRegion);
        }
    }
}
