// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import java.util.Objects;

/**
 * Ids inside a column's text: in a JSON document, an array, a list, or a text of a known form.
 *
 * @param column the JSON, array or text column
 * @param path where the ids are: in JSON in this subset of JSONPath: {@code $}, {@code .name}, {@code ['name']} and {@code
 *     [*]}, as in {@code $[*].options[*].option_id}; elsewhere a pattern in which {@code *} stands for an id: {@code
 *     /orders/*}, or {@code *} alone for every word, as in an array or a comma-separated list
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
