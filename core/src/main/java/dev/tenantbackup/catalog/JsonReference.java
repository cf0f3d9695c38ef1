// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import java.util.Objects;

/**
 * Ids inside a JSON document.
 *
 * @param column the JSON (or text) column
 * @param path where the ids are, in this subset of JSONPath: {@code $}, {@code .name}, {@code ['name']} and {@code [*]}:
 *     {@code $[*].options[*].option_id}
 * @param parent the table they refer to
 * @param parentColumn its column
 */
public record JsonReference(String column, String path, TableName parent, String parentColumn) {

    public JsonReference {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(parent, "parent");
        Objects.requireNonNull(parentColumn, "parentColumn");
    }
}
