// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import static dev.tenantbackup.archive.ArchiveSamples.archive;
import static dev.tenantbackup.archive.ArchiveSamples.channel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tenantbackup.archive.seal.SignaturePolicy;
import dev.tenantbackup.archive.seal.SigningKey;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lost tails and flipped bits. The archive's own checks must notice them, or the content must be the same. */
class DamageTest {

    private static final SigningKey KEY = SigningKey.generate();
    private static final SignaturePolicy TRUSTED = SignaturePolicy.requireFrom(List.of(KEY.verifyingKey()));
    private static final Content EXPECTED = read(archive());

    /** Archives of one content: how each is made. */
    enum Kind {
        PLAIN(archive()),
        SIGNED(signedArchive());

        private final byte[] sound;

        Kind(byte[] sound) {
            this.sound = sound;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTailCutAtAnyByteIsNoticed(Kind kind) {
        byte[] sound = kind.sound;
        for (int length = 0; length < sound.length; length++) {
            assertNoticed(Arrays.copyOf(sound, length), "cut to " + length + " bytes");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBitFlippedAnywhereIsNoticedOrChangesNothing(Kind kind) {
        byte[] sound = kind.sound;
        int harmless = 0;
        for (int at = 0; at < sound.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = sound.clone();
                damaged[at] ^= (byte) (1 << bit);
                if (isHarmless(damaged, "bit " + bit + " of byte " + at + " flipped")) {
                    harmless++;
                }
            }
        }
        // Times, versions and attributes in headers, and what deflate leaves unused of its last byte.
        assertThat(harmless).isLessThan(sound.length * 8 / 10);
    }

    @ParameterizedTest
    @EnumSource
    void validationAndReadingAgreeOnDamage(Kind kind) {
        byte[] sound = kind.sound;
        for (int at = 0; at < sound.length; at += 7) {
            byte[] damaged = sound.clone();
            damaged[at] ^= 0x10;
            boolean valid = ArchiveVerifier.verify(
                            channel(damaged), "damaged", ValidationReport.Level.REFERENCES, ArchiveLimits.DEFAULTS)
                    .valid();
            assertThat(valid).as("byte %d", at).isEqualTo(isHarmless(damaged, "byte " + at));
        }
    }

    /** A signature doesn't protect the ZIP around it: what is signed is the manifest, and through it every entry. */
    @Test
    void noBitOfTheSignedManifestOrOfItsSignatureCanBeFlipped() {
        byte[] sound = Kind.SIGNED.sound;
        Digest manifest = ArchiveSamples.open(sound).manifestSha256();
        int refused = 0;
        for (int at = 0; at < sound.length; at++) {
            byte[] damaged = sound.clone();
            damaged[at] ^= 1;
            try (ArchiveReader reader =
                    ArchiveReader.open(channel(damaged), "damaged", ArchiveLimits.DEFAULTS, TRUSTED)) {
                assertThat(reader.manifestSha256()).isEqualTo(manifest);
            } catch (ArchiveException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(sound.length / 4);
    }

    @ParameterizedTest
    @EnumSource
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
                    assertNoticed(zip.bytes(), one + " and " + other + " swapped");
                }
            }
        }
    }

    private static boolean isHarmless(byte[] damaged, String what) {
        Content content;
        try {
            content = read(damaged);
        } catch (ArchiveException e) {
            return false;
        }
        assertThat(content).as(what).isEqualTo(EXPECTED);
        return true;
    }

    private static void assertNoticed(byte[] damaged, String what) {
        try {
            read(damaged);
        } catch (ArchiveException e) {
            return;
        }
        fail(what);
    }

    private static byte[] signedArchive() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ArchiveWriter writer = new ArchiveWriter(out, ArchiveOptions.DEFAULTS.withSigningKey(KEY));
            writer.finish(ArchiveSamples.write(ArchiveSamples.ID, ArchiveSamples.EXPORTED_AT, TenantId.of(42), writer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static Content read(byte[] archive) {
        try (ArchiveReader reader = ArchiveReader.open(channel(archive), "damaged", ArchiveLimits.DEFAULTS)) {
            List<List<Row>> rows = new ArrayList<>();
            for (ManifestTable table : reader.manifest().allTables()) {
                rows.add(ArchiveSamples.readAll(
                        table.isShared() ? reader.sharedRows(table.name()) : reader.rows(table.name())));
            }
            return new Content(reader.manifest(), rows);
        }
    }

    private record Content(Manifest manifest, List<List<Row>> rows) {}
}
