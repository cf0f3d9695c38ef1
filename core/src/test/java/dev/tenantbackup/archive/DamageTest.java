// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import static dev.tenantbackup.archive.ArchiveSamples.archive;
import static dev.tenantbackup.archive.ArchiveSamples.channel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lost tails and flipped bits. The archive's own checks must notice them, or the content must be the same. */
class DamageTest {

    private final byte[] sound = archive();
    private final Content expected = read(sound);

    @Test
    void aTailCutAtAnyByteIsNoticed() {
        for (int length = 0; length < sound.length; length++) {
            assertNoticed(Arrays.copyOf(sound, length), "cut to " + length + " bytes");
        }
    }

    @Test
    void aBitFlippedAnywhereIsNoticedOrChangesNothing() {
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

    @Test
    void validationAndReadingAgreeOnDamage() {
        for (int at = 0; at < sound.length; at += 7) {
            byte[] damaged = sound.clone();
            damaged[at] ^= 0x10;
            boolean valid = ArchiveVerifier.verify(
                            channel(damaged), "damaged", ValidationReport.Level.REFERENCES, ArchiveLimits.DEFAULTS)
                    .valid();
            assertThat(valid).as("byte %d", at).isEqualTo(isHarmless(damaged, "byte " + at));
        }
    }

    @Test
    void theWholeFilesDigestNoticesEverything() {
        Digest digest = Digest.of(sound);
        for (int at = 0; at < sound.length; at++) {
            byte[] damaged = sound.clone();
            damaged[at] ^= 1;
            assertThat(Digest.of(damaged)).isNotEqualTo(digest);
        }
    }

    private boolean isHarmless(byte[] damaged, String what) {
        Content content;
        try {
            content = read(damaged);
        } catch (ArchiveException e) {
            return false;
        }
        assertThat(content).as(what).isEqualTo(expected);
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
