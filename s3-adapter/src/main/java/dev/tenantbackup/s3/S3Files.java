// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.s3;

import dev.tenantbackup.files.FileExistsException;
import dev.tenantbackup.files.FileKey;
import dev.tenantbackup.files.FileMissingException;
import dev.tenantbackup.files.FileSink;
import dev.tenantbackup.files.StoredFile;
import dev.tenantbackup.storage.ContentWriter;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Files that rows point to, in one bucket under one prefix: the object's name is prefix and key.
 *
 * <p>Objects are written as {@link S3Storage} writes them, with the same memory and the same demand on the storage: it must
 * heed {@code If-None-Match}, or two writers of one key overwrite each other. Metadata that the application keeps with its
 * objects (content type, cache control, tags) is neither read nor written. In a bucket with versions, what is replaced or
 * deleted remains as an older version.
 *
 * <p>Safe for any number of threads. The client stays its owner's, who closes it.
 */
public final class S3Files implements FileSink {

    private final S3Objects objects;

    private S3Files(S3Objects objects) {
        this.objects = objects;
    }

    /**
     * Files over a client of the caller's; {@link S3Connection} makes one. Sends nothing.
     *
     * @param location the bucket and prefix in which the application keeps them
     */
    public static S3Files of(S3Client client, S3Location location) {
        return new S3Files(new S3Objects(client, location));
    }

    @Override
    public Optional<StoredFile> find(FileKey key) {
        OptionalLong bytes = objects.size(key.value());
        return bytes.isEmpty() ? Optional.empty() : Optional.of(new StoredFile(key, bytes));
    }

    @Override
    public InputStream open(FileKey key) {
        return objects.open(key.value(), null).orElseThrow(() -> new FileMissingException(key));
    }

    @Override
    public void create(FileKey key, ContentWriter content) {
        write(key, content, true);
    }

    @Override
    public void replace(FileKey key, ContentWriter content) {
        write(key, content, false);
    }

    private void write(FileKey key, ContentWriter content, boolean mustBeNew) {
        try {
            objects.write(key.value(), content, mustBeNew);
        } catch (TakenException taken) {
            throw new FileExistsException(key);
        }
    }

    @Override
    public void delete(FileKey key) {
        objects.delete(key.value());
    }

    @Override
    public String location(FileKey key) {
        return objects.location().addressOf(key.value());
    }
}
