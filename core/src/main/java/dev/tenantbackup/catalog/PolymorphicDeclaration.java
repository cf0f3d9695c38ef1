// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A pair of columns that names the parent row: one its kind, the other its primary key.
 *
 * @param typeColumn the column that says which table
 * @param idColumn the column that says which row
 * @param tables for each value of the type column the table it stands for
 */
public record PolymorphicDeclaration(String typeColumn, String idColumn, Map<String, TableName> tables) {

    public PolymorphicDeclaration {
        Objects.requireNonNull(typeColumn, "typeColumn");
        Objects.requireNonNull(idColumn, "idColumn");
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
        if (tables.isEmpty()) {
            throw new IllegalArgumentException(
                    "a polymorphic pair (" + typeColumn + ", " + idColumn + ") without a type value");
        }
    }
}
