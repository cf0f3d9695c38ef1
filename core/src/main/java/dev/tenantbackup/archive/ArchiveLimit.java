// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import java.util.Optional;
import java.util.stream.Stream;

/** One of the {@link ArchiveLimits}: what is counted, and how much of it is believed if nobody says otherwise. */
public enum ArchiveLimit {

    /** Entries of the ZIP, one per table and per file that rows point to: 100,000. */
    ENTRIES("maxEntries", "entries", 100_000, Integer.MAX_VALUE),

    /** Length of an entry's name: 1,024 bytes. */
    NAME_BYTES("maxNameBytes", "bytes", Sizes.KIB, Integer.MAX_VALUE),

    /** Uncompressed size of the manifest, which is held in memory: 64 MiB, about 150,000 blocks or 600 million rows. */
    MANIFEST_BYTES("maxManifestBytes", "bytes", 64 * Sizes.MIB, Sizes.LARGEST_ARRAY),

    /** Uncompressed size of one entry, a table's or a file's: 256 GiB. */
    ENTRY_BYTES("maxEntryBytes", "bytes", 256 * Sizes.GIB, Long.MAX_VALUE),

    /** Uncompressed size of all entries together: 1 TiB. */
    TOTAL_BYTES("maxTotalBytes", "bytes", 1024 * Sizes.GIB, Long.MAX_VALUE),

    /** Encoded size of one row, which is held in memory, some moments two to three times: 64 MiB. */
    ROW_BYTES("maxRowBytes", "bytes", 64 * Sizes.MIB, Sizes.LARGEST_ARRAY),

    /**
     * Length of one text, document or binary value as the archive spells it (base64): 64 Mi characters, no tighter than
     * {@link #ROW_BYTES}.
     */
    STRING_CHARS("maxStringChars", "characters", 64 * Sizes.MIB, Integer.MAX_VALUE),

    /** Length of one number: 150,000 characters, which PostgreSQL's longest numeric doesn't reach. */
    NUMBER_CHARS("maxNumberChars", "characters", 150_000, Integer.MAX_VALUE),

    /**
     * How deep objects and arrays may lie in each other in one JSON document among a row's values: 10,000. Manifest and
     * record have a fixed depth, which nobody needs to change.
     */
    NESTING_DEPTH("maxNestingDepth", "levels", 10_000, Integer.MAX_VALUE),

    /**
     * Uncompressed bytes of one entry for one compressed byte: 300, which is more than the writer's default compression
     * level can reach (229) and less than a third of what a made-up entry can (1,028). Entries of up to
     * {@link #RATIO_FLOOR_BYTES} may have any ratio.
     */
    RATIO("maxRatio", "bytes for one", 300, Integer.MAX_VALUE),

    /** Uncompressed size up to which an entry may be compressed as well as anything can be: 1 MiB. */
    RATIO_FLOOR_BYTES("ratioFloorBytes", "bytes", Sizes.MIB, Long.MAX_VALUE);

    private final String word;
    private final String unit;
    private final long preset;
    private final long greatest;

    ArchiveLimit(String word, String unit, long preset, long greatest) {
        this.word = word;
        this.unit = unit;
        this.preset = preset;
        this.greatest = greatest;
    }

    /** What it is called in messages and settings: {@code maxRowBytes}. */
    public String word() {
        return word;
    }

    /** What is counted: {@code bytes}. */
    public String unit() {
        return unit;
    }

    /** How much is believed if nobody says otherwise. */
    public long preset() {
        return preset;
    }

    /** More than this can't be allowed, because it would not fit into memory. */
    public long greatest() {
        return greatest;
    }

    /** The limit that goes by a word; empty if there is none. */
    public static Optional<ArchiveLimit> named(String word) {
        return Stream.of(values()).filter(limit -> limit.word.equals(word)).findFirst();
    }

    /** An enum's own constants can't be used by its values. */
    private static final class Sizes {
        private static final long KIB = 1 << 10;
        private static final long MIB = 1 << 20;
        private static final long GIB = 1L << 30;
        /** Room for a line's end and for what the JVM needs itself. */
        private static final long LARGEST_ARRAY = Integer.MAX_VALUE - 16;
    }
}
