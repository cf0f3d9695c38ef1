// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.settings;

import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.s3.S3Location;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where backups lie. */
public sealed interface StoragePlace {

    /** A folder of this machine. */
    record Folder(Path path) implements StoragePlace {
        public Folder {
            Objects.requireNonNull(path, "path");
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * A bucket of an object storage.
     *
     * @param location the bucket, and a prefix in it
     * @param endpointUrl another provider's than Amazon's
     * @param regionName null where the environment says it
     */
    record Bucket(
            S3Location location,
            @Nullable URI endpointUrl,
            @Nullable String regionName) implements StoragePlace {
        public Bucket {
            Objects.requireNonNull(location, "location");
        }

        public Optional<URI> endpoint() {
            return Optional.ofNullable(endpointUrl);
        }

        public Optional<String> region() {
            return Optional.ofNullable(regionName);
        }

        @Override
        public String toString() {
            return location.toString();
        }
    }

    /**
     * Reads a bucket's address.
     *
     * @throws InvalidRequestException if the address or the endpoint can't be one
     */
    static StoragePlace bucket(String address, @Nullable String endpoint, @Nullable String region) {
        return new Bucket(S3Location.parse(address), endpoint == null ? null : url(endpoint), region);
    }

    private static URI url(String endpoint) {
        try {
            URI url = new URI(endpoint);
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw malformed(endpoint, e);
        }
        throw malformed(endpoint, null);
    }

    private static InvalidRequestException malformed(String endpoint, @Nullable Exception cause) {
        return new InvalidRequestException(
                Problem.of("'" + endpoint + "' is not the address of an object storage.")
                        .withHint("Write https://host or https://host:port."),
                cause);
    }
}
