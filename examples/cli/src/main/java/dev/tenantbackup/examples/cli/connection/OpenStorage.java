// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.connection;

import dev.tenantbackup.examples.cli.settings.StoragePlace;
import dev.tenantbackup.s3.S3Connection;
import dev.tenantbackup.s3.S3Storage;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.DirectoryStorage;
import dev.tenantbackup.storage.RetryPolicy;
import dev.tenantbackup.storage.RetryingStorage;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/** A storage, and the connections under it. Sends nothing until it is used. */
public final class OpenStorage implements AutoCloseable {

    private final BackupStorage storage;
    private final Optional<S3Client> client;

    private OpenStorage(BackupStorage storage, Optional<S3Client> client) {
        this.storage = storage;
        this.client = client;
    }

    /** Opens a folder, which is made if it doesn't exist, or a bucket, which must exist. */
    public static OpenStorage of(StoragePlace place) {
        if (place instanceof StoragePlace.Bucket bucket) {
            S3Client client = connect(bucket);
            BackupStorage storage = S3Storage.of(client, bucket.location());
            return new OpenStorage(new RetryingStorage(storage, RetryPolicy.DEFAULT), Optional.of(client));
        }
        StoragePlace.Folder folder = (StoragePlace.Folder) place;
        return new OpenStorage(DirectoryStorage.open(folder.path()), Optional.empty());
    }

    /** A client for a bucket, which the caller closes. */
    static S3Client connect(StoragePlace.Bucket bucket) {
        S3Connection connection = S3Connection.ofDefaults();
        if (bucket.endpoint().isPresent()) {
            connection = connection.endpoint(bucket.endpoint().get()).pathStyle();
        }
        if (bucket.region().isPresent()) {
            connection = connection.region(bucket.region().get());
        }
        return connection.open();
    }

    public BackupStorage storage() {
        return storage;
    }

    @Override
    public void close() {
        client.ifPresent(S3Client::close);
    }
}
