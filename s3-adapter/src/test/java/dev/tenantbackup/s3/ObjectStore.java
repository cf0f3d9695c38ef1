// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.s3;

import java.net.URI;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 server on the loopback address, in this process, that checks signatures. One for all tests; each takes a bucket. */
final class ObjectStore {

    private static final String IDENTITY = "backup-tests";
    private static final String SECRET = "not-a-secret";

    private static final ObjectStore RUNNING = new ObjectStore();

    private final S3Proxy server;
    private final AtomicInteger buckets = new AtomicInteger();

    private ObjectStore() {
        try {
            server = S3Proxy.builder()
                    .blobStore(BlobStores.create("transient-nio2", new Properties()))
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, IDENTITY, SECRET)
                    .build();
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server does not start", e);
        }
    }

    static ObjectStore running() {
        return RUNNING;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    S3Connection connection() {
        return connection(IDENTITY, SECRET);
    }

    S3Connection connection(String identity, String secret) {
        return S3Connection.ofDefaults()
                .endpoint(endpoint())
                .pathStyle()
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create(identity, secret)));
    }

    /** A place in a bucket of its own. */
    S3Location newPlace() {
        S3Location place = S3Location.parse("s3://backups-" + buckets.incrementAndGet() + "/nightly");
        try (S3Client client = connection().open()) {
            client.createBucket(request -> request.bucket(place.bucket()));
        }
        return place;
    }
}
