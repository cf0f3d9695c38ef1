// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.connection;

import dev.tenantbackup.examples.cli.settings.StoragePlace;
import dev.tenantbackup.files.DirectoryFiles;
import dev.tenantbackup.files.FileSink;
import dev.tenantbackup.s3.S3Files;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/** The files that rows point to, and the connections under them. Sends nothing until they are used. */
final class OpenFiles implements AutoCloseable {

    private final FileSink files;
    private final Optional<S3Client> client;

    private OpenFiles(FileSink files, Optional<S3Client> client) {
        this.files = files;
        this.client = client;
    }

    /** Opens a folder or a bucket, which must exist. */
    static OpenFiles of(StoragePlace place) {
        if (place instanceof StoragePlace.Bucket bucket) {
            S3Client client = OpenStorage.connect(bucket);
            return new OpenFiles(S3Files.of(client, bucket.location()), Optional.of(client));
        }
        StoragePlace.Folder folder = (StoragePlace.Folder) place;
        return new OpenFiles(DirectoryFiles.open(folder.path()), Optional.empty());
    }

    FileSink files() {
        return files;
    }

    @Override
    public void close() {
        client.ifPresent(S3Client::close);
    }
}
