// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ids inside a column's text: in a JSON document, an array, a list, or a text of a known form.
 *
 * @param column the JSON, array or text column
 * @param path where the ids are, as {@link JsonReference#path()} describes
 * @param parent the table they refer to
 * @param parentColumn its column; null: its single-column primary key
 */
public record JsonReferenceDeclaration(
        String column,
        String path,
        TableName parent,
        @Nullable String parentColumn) {

    public JsonReferenceDeclaration {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(parent, "parent");
    }

    public Optional<String> toColumn() {
        return Optional.ofNullable(parentColumn);
    }

    /** The declaration as a catalog file says it: {@code {column: items, path: "$[*].option_id", to: options}}. */
    String asInFile() {
        return "{column: " + column + ", path: \"" + path + "\", to: " + parent
                + toColumn().map(key -> "(" + key + ")").orElse("") + "}";
    }
}
