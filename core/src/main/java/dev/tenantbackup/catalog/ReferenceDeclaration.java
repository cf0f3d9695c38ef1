// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A reference the database does not know, or does not know all of.
 *
 * @param columns the referring columns
 * @param parent the table they refer to
 * @param parentColumns its columns, in the same order: a unique key; empty: its primary key
 * @param none texts that mean "no reference", beside NULL ({@code 0}, blank)
 * @param name a name for it, unique within the table; null: made from its columns
 */
public record ReferenceDeclaration(
        List<String> columns,
        TableName parent,
        List<String> parentColumns,
        Set<String> none,
        @Nullable String name) {

    public ReferenceDeclaration {
        columns = List.copyOf(columns);
        Objects.requireNonNull(parent, "parent");
        parentColumns = List.copyOf(parentColumns);
        none = Collections.unmodifiableSet(new TreeSet<>(none));
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a reference to " + parent + " without a column");
        }
    }

    /** One column that holds the primary key of another table. */
    public static ReferenceDeclaration of(String column, String parent) {
        return of(List.of(column), TableName.parse(parent), List.of());
    }

    public static ReferenceDeclaration of(List<String> columns, TableName parent, List<String> parentColumns) {
        return new ReferenceDeclaration(columns, parent, parentColumns, Set.of(), null);
    }

    /** The columns of the parent that are referred to, where it isn't the primary key. */
    public ReferenceDeclaration toColumns(String... values) {
        return new ReferenceDeclaration(columns, parent, List.of(values), none, name);
    }

    /** Texts that mean "no reference", beside NULL. */
    public ReferenceDeclaration withNone(String... values) {
        return new ReferenceDeclaration(columns, parent, parentColumns, Set.of(values), name);
    }

    public ReferenceDeclaration named(@Nullable String value) {
        return new ReferenceDeclaration(columns, parent, parentColumns, none, value);
    }

    public Optional<String> givenName() {
        return Optional.ofNullable(name);
    }
}
