// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import static dev.tenantbackup.archive.ArchiveSamples.archive;
import static dev.tenantbackup.archive.ArchiveSamples.channel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tenantbackup.archive.seal.Identities;
import dev.tenantbackup.archive.seal.Passphrase;
import dev.tenantbackup.archive.seal.Recipients;
import dev.tenantbackup.archive.seal.SealedChannel;
import dev.tenantbackup.archive.seal.SealedFiles;
import dev.tenantbackup.archive.seal.SignaturePolicy;
import dev.tenantbackup.archive.seal.SigningKey;
import dev.tenantbackup.archive.seal.VerifyingKey;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.WrongKeyException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Lost tails and flipped bits. The archive's own checks must notice them, or the content must be the same. Every bit with
 * {@code -Pthorough}, otherwise one of every byte.
 */
class DamageTest {

    private static final SigningKey KEY = SigningKey.generate();
    private static final SignaturePolicy TRUSTED = SignaturePolicy.requireFrom(List.of(KEY.verifyingKey()));
    private static final Passphrase PASSPHRASE = Passphrase.of("correct horse");
    private static final boolean THOROUGH = Boolean.getBoolean("tenantbackup.thorough");

    /** Archives of one content, and who reads each. */
    enum Kind {
        PLAIN(archive(), SignaturePolicy.OPTIONAL),
        SIGNED(SignedSamples.archive(KEY), TRUSTED),
        ENCRYPTED(SealedFiles.seal(archive(), Recipients.passphrase(PASSPHRASE, 1)), SignaturePolicy.OPTIONAL) {
            @Override
            SeekableByteChannel content(byte[] file) {
                try {
                    return SealedChannel.open(channel(file), "damaged", List.of(), Identities.passphrase(PASSPHRASE));
                } catch (IOException e) {
                    throw Damage.exception("damaged", e);
                }
            }
        };

        private final byte[] sound;
        private final SignaturePolicy policy;

        Kind(byte[] sound, SignaturePolicy policy) {
            this.sound = sound;
            this.policy = policy;
        }

        SeekableByteChannel content(byte[] file) {
            return channel(file);
        }

        /** Everything that is in a file. */
        Content read(byte[] file) {
            try (ArchiveReader reader = ArchiveReader.open(content(file), "damaged", ArchiveLimits.DEFAULTS, policy)) {
                List<List<Row>> rows = new ArrayList<>();
                for (ManifestTable table : reader.manifest().allTables()) {
                    rows.add(ArchiveSamples.readAll(
                            table.isShared() ? reader.sharedRows(table.name()) : reader.rows(table.name())));
                }
                return new Content(reader.manifest(), reader.manifestSha256(), reader.signedBy(), rows);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTailCutAtAnyByteIsNoticed(Kind kind) {
        byte[] sound = kind.sound;
        for (int length = 0; length < sound.length; length++) {
            assertNoticed(kind, Arrays.copyOf(sound, length), "cut to " + length + " bytes");
        }
    }

    /** A signature does not protect the ZIP around it: what is signed is the manifest, and through it every entry. */
    @ParameterizedTest
    @EnumSource(names = "ENCRYPTED", mode = EnumSource.Mode.EXCLUDE)
    void aBitFlippedAnywhereIsNoticedOrChangesNothing(Kind kind) {
        Content expected = kind.read(kind.sound);
        int tried = 0;
        int harmless = 0;
        for (int bit = 0; bit < kind.sound.length * Byte.SIZE; bit += step(bit)) {
            tried++;
            if (isHarmless(kind, flipped(kind.sound, bit), expected, "bit " + bit)) {
                harmless++;
            }
        }
        // Times, versions and attributes in headers, and what deflate leaves unused of its last byte.
        assertThat(harmless).isPositive().isLessThan(tried * 8 / 10);
    }

    @Test
    void noBitOfAnEncryptedFileCanBeFlipped() {
        byte[] sound = Kind.ENCRYPTED.sound;
        for (int bit = 0; bit < sound.length * Byte.SIZE; bit += step(bit)) {
            assertNoticed(Kind.ENCRYPTED, flipped(sound, bit), "bit " + bit + " flipped");
        }
    }

    @ParameterizedTest
    @EnumSource(names = "ENCRYPTED", mode = EnumSource.Mode.EXCLUDE)
    void validationAndReadingAgreeOnDamage(Kind kind) {
        Content expected = kind.read(kind.sound);
        for (int at = 0; at < kind.sound.length; at += 7) {
            byte[] damaged = flipped(kind.sound, at * Byte.SIZE + 4);
            boolean valid = ArchiveVerifier.verify(
                            channel(damaged),
                            "damaged",
                            ValidationReport.Level.REFERENCES,
                            ArchiveLimits.DEFAULTS,
                            kind.policy)
                    .valid();
            assertThat(valid).as("byte %d", at).isEqualTo(isHarmless(kind, damaged, expected, "byte " + at));
        }
    }

    @ParameterizedTest
    @EnumSource(names = "ENCRYPTED", mode = EnumSource.Mode.EXCLUDE)
    void entriesSwappedInsideOneArchiveAreNoticed(Kind kind) throws IOException {
        List<String> names = ArchiveFormatTest.names(kind.sound);
        List<String> tables =
                names.stream().filter(name -> name.startsWith("tables/")).toList();
        for (String one : tables) {
            for (String other : tables) {
                if (!one.equals(other)) {
                    RawZip zip = new RawZip();
                    for (String name : names) {
                        String from = name.equals(one) ? other : name.equals(other) ? one : name;
                        zip.entry(name, ArchiveFormatTest.entry(kind.sound, from));
                    }
                    assertNoticed(kind, zip.bytes(), one + " and " + other + " swapped");
                }
            }
        }
    }

    private static boolean isHarmless(Kind kind, byte[] damaged, Content expected, String what) {
        Content content;
        try {
            content = kind.read(damaged);
        } catch (ArchiveException e) {
            return false;
        }
        assertThat(content).as(what).isEqualTo(expected);
        return true;
    }

    private static void assertNoticed(Kind kind, byte[] damaged, String what) {
        try {
            kind.read(damaged);
        } catch (ArchiveException | WrongKeyException e) {
            return;
        }
        fail(what);
    }

    /** To the next bit that is tried: every one, or one of every byte, in turn the first to the eighth. */
    private static int step(int bit) {
        return THOROUGH || bit % Byte.SIZE == Byte.SIZE - 1 ? 1 : Byte.SIZE + 1;
    }

    private static byte[] flipped(byte[] sound, int bit) {
        byte[] damaged = sound.clone();
        damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        return damaged;
    }

    record Content(Manifest manifest, Digest manifestSha256, Optional<VerifyingKey> signedBy, List<List<Row>> rows) {}
}
