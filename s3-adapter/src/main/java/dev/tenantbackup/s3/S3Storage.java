// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.s3;

import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.ObjectExistsException;
import dev.tenantbackup.storage.ObjectKey;
import dev.tenantbackup.storage.ObjectNotFoundException;
import dev.tenantbackup.storage.StoredObject;
import dev.tenantbackup.storage.SupportsRangedReads;
import dev.tenantbackup.storage.SupportsUnfinishedWrites;
import dev.tenantbackup.storage.UnfinishedWrite;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects of one bucket under one prefix.
 *
 * <p>An object is written in one request, or if it is longer than a part (8 MiB at first, growing so that objects of up
 * to 5 TiB fit into 10,000 parts) as a multipart upload; it takes memory of one part. That a key is free is checked by
 * the storage itself, with {@code If-None-Match}: a storage that ignores this header lets two writers overwrite each other,
 * which {@code StorageCheck} finds out. Listings are as consistent as the storage's own.
 *
 * <p>Safe for any number of threads. The client stays its owner's, who closes it.
 */
public final class S3Storage implements BackupStorage, SupportsRangedReads, SupportsUnfinishedWrites {

    private final S3Objects objects;

    private S3Storage(S3Objects objects) {
        this.objects = objects;
    }

    /**
     * A storage over a client of the caller's; {@link S3Connection} makes one. Sends nothing.
     *
     * @param location a bucket that exists, and a prefix that nobody else writes to
     */
    public static S3Storage of(S3Client client, S3Location location) {
        return new S3Storage(new S3Objects(client, location));
    }

    @Override
    public void create(ObjectKey key, ContentWriter content) {
        write(key, content, true);
    }

    @Override
    public void replace(ObjectKey key, ContentWriter content) {
        write(key, content, false);
    }

    private void write(ObjectKey key, ContentWriter content, boolean mustBeNew) {
        try {
            objects.write(key.value(), content, mustBeNew);
        } catch (TakenException taken) {
            throw new ObjectExistsException(key);
        }
    }

    @Override
    public InputStream open(ObjectKey key) {
        return get(key, null);
    }

    @Override
    public InputStream open(ObjectKey key, long offset, long length) {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("a range of " + length + " bytes from byte " + offset);
        }
        long bytes =
                find(key).orElseThrow(() -> new ObjectNotFoundException(key)).bytes();
        if (length == 0 || offset >= bytes) {
            return new ByteArrayInputStream(new byte[0]);
        }
        long last = length > bytes - offset ? bytes - 1 : offset + length - 1;
        return get(key, "bytes=" + offset + "-" + last);
    }

    private InputStream get(ObjectKey key, @Nullable String range) {
        return objects.open(key.value(), range).orElseThrow(() -> new ObjectNotFoundException(key));
    }

    @Override
    public Optional<StoredObject> find(ObjectKey key) {
        OptionalLong bytes = objects.size(key.value());
        return bytes.isEmpty() ? Optional.empty() : Optional.of(new StoredObject(key, bytes.getAsLong()));
    }

    @Override
    public List<StoredObject> list(String prefix) {
        List<StoredObject> found = new ArrayList<>();
        S3Location location = objects.location();
        try {
            for (S3Object object : objects.client()
                    .listObjectsV2Paginator(
                            request -> request.bucket(location.bucket()).prefix(location.prefix() + prefix))
                    .contents()) {
                String name = object.key().substring(location.prefix().length());
                if (ObjectKey.isValid(name)) {
                    found.add(new StoredObject(ObjectKey.of(name), object.size()));
                }
            }
        } catch (SdkException failure) {
            throw S3Failures.during("list", null, location, failure);
        }
        found.sort(Comparator.comparing(StoredObject::key));
        return found;
    }

    @Override
    public String location(ObjectKey key) {
        return objects.location().addressOf(key.value());
    }

    @Override
    public void delete(ObjectKey key) {
        objects.delete(key.value());
    }

    /** The uploads in parts under this prefix. Takes the rights to list a bucket's uploads and an upload's parts. */
    @Override
    public List<UnfinishedWrite> unfinishedWrites() {
        return uploads().list();
    }

    @Override
    public void discard(UnfinishedWrite write) {
        uploads().abort(write);
    }

    private UnfinishedUploads uploads() {
        return new UnfinishedUploads(objects.client(), objects.location());
    }
}
