// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.archive.seal.Signature;
import dev.tenantbackup.archive.seal.SignaturePolicy;
import dev.tenantbackup.archive.seal.VerifyingKey;
import dev.tenantbackup.archive.zip.EntryInput;
import dev.tenantbackup.archive.zip.ZipSource;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Reads one archive, as if a stranger had written it.
 *
 * <p>Opening checks the structure: headers against the directory, the manifest, and that entries and manifest name
 * the same things. Rows are checked while they are streamed: a row can be handed out before the digest of its block
 * is known to hold, so whoever acts on rows must be able to take it back until the stream has ended without an
 * exception.
 *
 * <p>Safe for concurrent use; several streams may be open at a time, each for one thread. Memory held: the manifest,
 * and per open stream the row at hand. Whoever opened it closes it; streams are of no use afterwards.
 */
public final class ArchiveReader implements AutoCloseable {

    private final String name;
    private final ZipSource source;
    private final ArchiveLimits limits;
    private final ArchiveContents contents;
    private final Manifest manifest;
    private final Digest manifestSha256;

    private ArchiveReader(
            String name,
            ZipSource source,
            ArchiveLimits limits,
            ArchiveContents contents,
            Manifest manifest,
            Digest manifestSha256) {
        this.name = name;
        this.source = source;
        this.limits = limits;
        this.contents = contents;
        this.manifest = manifest;
        this.manifestSha256 = manifestSha256;
    }

    /**
     * Opens an archive with {@link ArchiveLimits#DEFAULTS}; see
     * {@link #open(SeekableByteChannel, String, ArchiveLimits)}.
     */
    public static ArchiveReader open(Path file) {
        return open(file, ArchiveLimits.DEFAULTS);
    }

    /**
     * Opens an archive file; see {@link #open(SeekableByteChannel, String, ArchiveLimits)}.
     *
     * @throws NotFoundException if there is no such file
     */
    public static ArchiveReader open(Path file, ArchiveLimits limits) {
        return open(file, limits, SignaturePolicy.OPTIONAL);
    }

    /**
     * Opens an archive file; see {@link #open(SeekableByteChannel, String, ArchiveLimits, SignaturePolicy)}.
     *
     * @throws NotFoundException if there is no such file
     */
    public static ArchiveReader open(Path file, ArchiveLimits limits, SignaturePolicy policy) {
        try {
            return open(FileChannel.open(file, StandardOpenOption.READ), file.toString(), limits, policy);
        } catch (NoSuchFileException e) {
            throw new NotFoundException(
                    Problem.of("There is no file " + file + ".").withBackup(file.toString()), e);
        } catch (IOException e) {
            throw Damage.exception(file.toString(), e);
        }
    }

    /**
     * Opens an archive, signed or not; see {@link #open(SeekableByteChannel, String, ArchiveLimits, SignaturePolicy)}.
     */
    public static ArchiveReader open(SeekableByteChannel channel, String name, ArchiveLimits limits) {
        return open(channel, name, limits, SignaturePolicy.OPTIONAL);
    }

    /**
     * Opens an archive.
     *
     * @param channel its bytes, which must not change; closed with the reader, and also if opening fails
     * @param name what to call it in messages: a backup's id or a path
     * @param policy who must have signed it; what it refuses is not parsed
     * @throws dev.tenantbackup.model.ArchiveException if it is damaged, exceeds a limit, is of a newer format, or is not
     *     signed as it should be
     * @throws dev.tenantbackup.model.StorageException if it can't be read
     */
    public static ArchiveReader open(
            SeekableByteChannel channel, String name, ArchiveLimits limits, SignaturePolicy policy) {
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(policy, "policy");
        boolean opened = false;
        try {
            ZipSource source = new ZipSource(channel);
            ArchiveContents contents = ArchiveContents.examine(source, limits, policy);
            Manifest manifest = contents.manifest();
            Digest manifestSha256 = contents.manifestSha256();
            if (manifest == null
                    || manifestSha256 == null
                    || !contents.problems().isEmpty()) {
                throw Damage.exception(name, contents.problems());
            }
            opened = true;
            return new ArchiveReader(name, source, limits, contents, manifest, manifestSha256);
        } catch (IOException e) {
            throw Damage.exception(name, e);
        } finally {
            if (!opened) {
                close(channel, name);
            }
        }
    }

    public Manifest manifest() {
        return manifest;
    }

    /** The digest of the manifest's bytes. */
    public Digest manifestSha256() {
        return manifestSha256;
    }

    /** The key by which the manifest is signed; empty if it is not. */
    public Optional<VerifyingKey> signedBy() {
        return Optional.ofNullable(contents.signature()).map(Signature::key);
    }

    /**
     * The tenant's rows of a table, in key order. The stream throws an {@code ArchiveException} as soon as something
     * is found to be wrong, at the latest when its end is asked for.
     *
     * @throws NotFoundException if the archive holds no such table
     */
    public RowStream rows(TableName table) {
        return rows(table, block -> true);
    }

    /**
     * The rows of some blocks of a table. All blocks are checked, but only rows of the wanted ones are handed out.
     *
     * @param wanted by a block's position in the manifest, counted from 0
     * @throws NotFoundException if the archive holds no such table
     */
    public RowStream rows(TableName table, IntPredicate wanted) {
        ManifestTable found = manifest.find(table).orElseThrow(() -> missing(table, "table"));
        return stream(found, wanted);
    }

    /**
     * The rows of a shared table that the tenant's rows refer to, in key order; else like {@link #rows(TableName)}.
     *
     * @throws NotFoundException if the archive holds no such shared table
     */
    public RowStream sharedRows(TableName table) {
        ManifestTable found = manifest.findShared(table).orElseThrow(() -> missing(table, "shared table"));
        return stream(found, block -> true);
    }

    /**
     * The bytes of a file that rows point to. The stream throws an {@code ArchiveException} if they are not those that
     * the manifest names, at the latest when its end is asked for.
     *
     * @param file one of the manifest's
     */
    public InputStream file(ArchivedFile file) {
        return new FileInput(name, file, new EntryInput(source, contents.entry(file.entryName())));
    }

    @Override
    public void close() {
        close(source, name);
    }

    private static void close(Closeable file, String name) {
        try {
            file.close();
        } catch (IOException e) {
            throw Damage.exception(name, e);
        }
    }

    private RowStream stream(ManifestTable table, IntPredicate wanted) {
        return new ArchivedRows(name, table, new EntryInput(source, contents.entry(table.entryName())), limits, wanted);
    }

    private NotFoundException missing(TableName table, String what) {
        return new NotFoundException(Problem.of("Backup " + name + " holds no " + what + " '" + table + "'.")
                .withBackup(name)
                .withTable(table));
    }
}
