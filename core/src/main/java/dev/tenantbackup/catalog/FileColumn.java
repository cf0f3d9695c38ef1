// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A column that holds keys of files outside of the database. NULL and an empty text mean that the row has no file.
 *
 * @param column holds the key
 * @param bytesColumn holds the file's size, to compare with; null if none does
 * @param sha256Column holds the SHA-256 of the file's bytes, in hexadecimal or as bytes, to compare with; null if none does
 */
public record FileColumn(
        String column,
        @Nullable String bytesColumn,
        @Nullable String sha256Column) {

    public FileColumn {
        Objects.requireNonNull(column, "column");
    }

    /** A column with keys, and nothing to compare the files with. */
    public static FileColumn of(String column) {
        return new FileColumn(column, null, null);
    }

    public Optional<String> bytes() {
        return Optional.ofNullable(bytesColumn);
    }

    public Optional<String> sha256() {
        return Optional.ofNullable(sha256Column);
    }
}
