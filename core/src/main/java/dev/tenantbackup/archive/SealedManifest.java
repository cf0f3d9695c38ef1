// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.archive.seal.Signature;
import dev.tenantbackup.archive.seal.SignaturePolicy;
import dev.tenantbackup.archive.zip.EntryInput;
import dev.tenantbackup.archive.zip.MalformedZipException;
import dev.tenantbackup.archive.zip.ZipEntryRecord;
import dev.tenantbackup.archive.zip.ZipSource;
import dev.tenantbackup.model.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A manifest's bytes and the signature that came with them: what an archive ends with. Nothing of the manifest is parsed
 * before its signature is found to be in order.
 */
final class SealedManifest {

    private final byte[] json;
    private final @Nullable Signature signature;

    private SealedManifest(byte[] json, @Nullable Signature signature) {
        this.json = json;
        this.signature = signature;
    }

    /**
     * Reads the end of an archive.
     *
     * @param directory its entries in the order of their offsets
     * @throws MalformedZipException if it doesn't end as it should
     */
    static SealedManifest read(ZipSource source, List<ZipEntryRecord> directory, ArchiveLimits limits)
            throws IOException {
        int last = directory.size() - 1;
        if (last > 0 && directory.get(last).name().equals(EntryName.SIGNATURE)) {
            byte[] json = manifest(source, directory.get(last - 1), limits);
            return new SealedManifest(json, signature(source, directory.get(last)));
        }
        if (last < 0) {
            throw cutOff();
        }
        return new SealedManifest(manifest(source, directory.get(last), limits), null);
    }

    /** What is wrong with the signature, or with its absence. */
    Optional<Problem> fault(SignaturePolicy policy) {
        return policy.fault(signature, json);
    }

    /** The manifest's bytes. */
    byte[] json() {
        return json;
    }

    @Nullable
    Signature signature() {
        return signature;
    }

    /** The names of the entries that these are. */
    Set<String> entries() {
        return signature == null ? Set.of(EntryName.MANIFEST) : Set.of(EntryName.MANIFEST, EntryName.SIGNATURE);
    }

    private static byte[] manifest(ZipSource source, ZipEntryRecord entry, ArchiveLimits limits) throws IOException {
        if (!entry.name().equals(EntryName.MANIFEST)) {
            throw cutOff();
        }
        String excess = ArchiveContents.excess(entry, ArchiveLimit.MANIFEST_BYTES, limits);
        if (excess != null) {
            throw new MalformedZipException(EntryName.MANIFEST + " " + excess);
        }
        return bytes(source, entry);
    }

    private static Signature signature(ZipSource source, ZipEntryRecord entry) throws IOException {
        if (entry.size() > Signature.MAX_DOCUMENT_BYTES) {
            throw new MalformedZipException(EntryName.SIGNATURE + ": it has " + entry.size() + " bytes");
        }
        byte[] document = bytes(source, entry);
        try {
            return Signature.ofDocument(document);
        } catch (IllegalArgumentException e) {
            throw new MalformedZipException(EntryName.SIGNATURE + ": " + e.getMessage());
        }
    }

    private static byte[] bytes(ZipSource source, ZipEntryRecord entry) throws IOException {
        try (InputStream in = new EntryInput(source, entry)) {
            return in.readAllBytes();
        }
    }

    private static MalformedZipException cutOff() {
        return new MalformedZipException("its last entry is not " + EntryName.MANIFEST + ", nor " + EntryName.SIGNATURE
                + " behind it: it was cut off, or is no archive of a backup");
    }
}
