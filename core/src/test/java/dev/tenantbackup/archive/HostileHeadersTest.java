// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import static dev.tenantbackup.archive.ArchiveSamples.archive;
import static dev.tenantbackup.archive.CraftedArchive.COLUMNS;
import static dev.tenantbackup.archive.CraftedArchive.MANIFEST;
import static dev.tenantbackup.archive.CraftedArchive.ROWS;
import static dev.tenantbackup.archive.CraftedArchive.ROWS_JSON;
import static dev.tenantbackup.archive.CraftedArchive.TABLE;
import static dev.tenantbackup.archive.CraftedArchive.assertRefused;
import static dev.tenantbackup.archive.CraftedArchive.crc;
import static dev.tenantbackup.archive.CraftedArchive.deflated;
import static dev.tenantbackup.archive.CraftedArchive.open;
import static dev.tenantbackup.archive.CraftedArchive.read;
import static dev.tenantbackup.archive.CraftedArchive.sound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.model.ArchiveException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Headers of a ZIP that contradict each other or leave room to hide something. */
class HostileHeadersTest {

    private final byte[] rows = ROWS_JSON.getBytes(StandardCharsets.UTF_8);

    @Test
    void thatDisagreeOnTheNameAreRefused() {
        assertRefused(
                new RawZip().entry("tables/u.json", "tables/t.json", rows, 0).entry("manifest.json", MANIFEST),
                "contradict each other");
    }

    @Test
    void thatDisagreeOnTheSizeAreRefused() {
        long crc = crc(rows);
        assertRefused(
                new RawZip()
                        .entry("tables/t.json", "tables/t.json", rows, 0, 0, crc, rows.length - 1L, rows.length)
                        .entry("manifest.json", MANIFEST),
                "contradict each other");
        assertRefused(
                new RawZip()
                        .entry("tables/t.json", "tables/t.json", rows, 0, 0, crc, rows.length, rows.length - 1L)
                        .entry("manifest.json", MANIFEST),
                "impossible size");
    }

    @Test
    void withAWrongChecksumAreNoticedWhenTheEntryIsRead() {
        byte[] archive = new RawZip()
                .entry("tables/t.json", "tables/t.json", rows, 0, 0, 4711, rows.length, rows.length)
                .entry("manifest.json", MANIFEST)
                .bytes();
        assertThatThrownBy(() -> read(archive))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("size and checksum");
    }

    @Test
    void withDataBehindTheirCompressedDataAreNoticedWhenTheEntryIsRead() {
        byte[] deflated = deflated(rows);
        byte[] longer = Arrays.copyOf(deflated, deflated.length + 6);
        byte[] archive = new RawZip()
                .entry("tables/t.json", "tables/t.json", longer, 0, 8, crc(rows), rows.length, rows.length)
                .entry("manifest.json", MANIFEST)
                .bytes();
        assertThatThrownBy(() -> read(archive))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("size and checksum");
    }

    @Test
    void ofEntriesThatInflateToMoreThanTheySayAreNoticedAtOnce() {
        byte[] bomb = new byte[5_000_000];
        Arrays.fill(bomb, (byte) '\n');
        byte[] archive = new RawZip()
                .entry("tables/t.json", "tables/t.json", deflated(bomb), 0, 8, crc(bomb), rows.length, rows.length)
                .entry("manifest.json", MANIFEST)
                .bytes();
        assertThatThrownBy(() -> read(archive))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("is longer than its declared " + rows.length + " bytes");
    }

    @Test
    void behindTheDataMayHaveAnyOfTheirFourForms() {
        for (boolean signed : new boolean[] {true, false}) {
            for (boolean wide : new boolean[] {true, false}) {
                byte[] archive =
                        withDescriptor(descriptor(signed, wide, 0x08074b50, crc(rows), rows.length, rows.length));
                assertThat(read(archive)).isEqualTo(ROWS);
            }
        }
    }

    @Test
    void behindTheDataThatDisagreeAreRefused() {
        long crc = crc(rows);
        int size = rows.length;
        for (byte[] wrong : List.of(
                descriptor(true, true, 0x08074b51, crc, size, size),
                descriptor(true, true, 0x08074b50, crc + 1, size, size),
                descriptor(true, false, 0x08074b50, crc, size + 1, size),
                descriptor(false, true, 0x08074b50, crc, size, size + 1),
                descriptor(false, false, 0x08074b50, crc + 1, size, size))) {
            assertThatThrownBy(() -> read(withDescriptor(wrong)))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("contradict each other");
        }
        for (int length : new int[] {0, 4, 13, 25, 100}) {
            assertThatThrownBy(() -> read(withDescriptor(new byte[length])))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("bytes that belong to no entry");
        }
    }

    private byte[] withDescriptor(byte[] descriptor) {
        return new RawZip()
                .entry("tables/t.json", "tables/t.json", rows, 8)
                .junk(descriptor)
                .entry("manifest.json", MANIFEST)
                .bytes();
    }

    private byte[] descriptor(boolean signed, boolean wide, int signature, long crc, long compressedSize, long size) {
        ByteBuffer bytes =
                ByteBuffer.allocate((signed ? 4 : 0) + 4 + (wide ? 16 : 8)).order(ByteOrder.LITTLE_ENDIAN);
        if (signed) {
            bytes.putInt(signature);
        }
        bytes.putInt((int) crc);
        if (wide) {
            bytes.putLong(compressedSize).putLong(size);
        } else {
            bytes.putInt((int) compressedSize).putInt((int) size);
        }
        return bytes.array();
    }

    @Test
    void behindJunkAreRefused() {
        assertRefused(
                new RawZip()
                        .junk("#!/bin/sh\n")
                        .entry("tables/t.json", ROWS_JSON)
                        .entry("manifest.json", MANIFEST),
                "begins at byte 10 instead of 0");
    }

    @Test
    void withJunkBetweenThemAreRefused() {
        assertRefused(
                new RawZip().entry("tables/t.json", ROWS_JSON).junk("hidden").entry("manifest.json", MANIFEST),
                "bytes that belong to no entry");
        assertRefused(sound().junk("hidden"), "bytes that belong to no entry");
    }

    @Test
    void followedByAnythingAreRefused() {
        assertRefused(sound().comment("hello"), "its end is missing");
        byte[] longer = Arrays.copyOf(sound().bytes(), sound().bytes().length + 1);
        assertThatThrownBy(() -> open(longer, ArchiveLimits.DEFAULTS)).isInstanceOf(ArchiveException.class);
    }

    @Test
    void atTheEndThatAreWrongAreRefused() {
        byte[] archive = sound().bytes();
        int end = archive.length - 22;
        for (int field : new int[] {4, 6, 8, 10, 12, 16, 20}) {
            byte[] wrong = archive.clone();
            wrong[end + field]++;
            assertThatThrownBy(() -> open(wrong, ArchiveLimits.DEFAULTS))
                    .as("field %d", field)
                    .isInstanceOf(ArchiveException.class);
        }
    }

    @Test
    void ofZip64ThatAreWrongAreRefused() {
        byte[] archive = archive(TABLE, COLUMNS, List.of("id"), ROWS);
        int old = archive.length - 22;
        int locator = old - 20;
        int end = locator - 56;
        for (int at : new int[] {
            locator + 4,
            locator + 8,
            locator + 16,
            end,
            end + 4,
            end + 16,
            end + 20,
            end + 24,
            end + 32,
            end + 40,
            end + 48,
            old + 10,
            old + 12,
            old + 16
        }) {
            byte[] wrong = archive.clone();
            wrong[at]++;
            assertThatThrownBy(() -> open(wrong, ArchiveLimits.DEFAULTS))
                    .as("byte %d", at)
                    .isInstanceOf(ArchiveException.class);
        }
    }

    @Test
    void withZip64SizesThatNothingRefersToAreRefused() {
        byte[] archive = archive(TABLE, COLUMNS, List.of("id"), ROWS);
        Arrays.fill(archive, 22, 26, (byte) 0);
        assertThatThrownBy(() -> open(archive, ArchiveLimits.DEFAULTS))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("ZIP64 extra field has values that nothing refers to");
    }

    @Test
    void ofNoZipAtAllAreRefused() {
        for (String text : List.of("", "PK", "not a zip, but long enough to hold the end record of one")) {
            assertThatThrownBy(() -> open(text.getBytes(StandardCharsets.UTF_8), ArchiveLimits.DEFAULTS))
                    .isInstanceOf(ArchiveException.class);
        }
        assertRefused(new RawZip(), "its last entry is not manifest.json");
    }
}
