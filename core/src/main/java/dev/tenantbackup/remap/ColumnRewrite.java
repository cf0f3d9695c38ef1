// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.remap;

import dev.tenantbackup.catalog.UniqueRule;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How one column's values change when rows are loaded with new keys. A column without one keeps its values. */
public sealed interface ColumnRewrite {

    /**
     * Each value becomes the new one of its domain.
     *
     * @param domain whose map
     * @param none texts that stay as they are: they mean "no reference"
     */
    record ByDomain(KeyDomain domain, Set<String> none) implements ColumnRewrite {
        public ByDomain {
            Objects.requireNonNull(domain, "domain");
            none = Set.copyOf(none);
        }
    }

    /**
     * The id side of a polymorphic pair.
     *
     * @param typeColumn the column that says which case holds; a type that is not listed keeps its value
     * @param cases a domain per type value
     */
    record ByType(String typeColumn, Map<String, KeyDomain> cases) implements ColumnRewrite {
        public ByType {
            Objects.requireNonNull(typeColumn, "typeColumn");
            cases = Map.copyOf(cases);
        }
    }

    /** Ids inside a document are replaced; everything else of its text stays to the byte. */
    record Document(List<DocumentIds> ids) implements ColumnRewrite {
        public Document {
            ids = List.copyOf(ids);
        }
    }

    /**
     * A value that must be unique across tenants and that nothing refers to.
     *
     * @param rule what becomes of it
     * @param maxLength greatest length of a text, or null
     */
    record Unique(UniqueRule rule, @Nullable Integer maxLength) implements ColumnRewrite {
        public Unique {
            Objects.requireNonNull(rule, "rule");
        }
    }

    /**
     * A key of a file outside of the database: the copy gets one of its own, the same for all rows that have the same.
     *
     * @param rule what becomes of it, if that is declared; null: a new random key
     * @param maxLength greatest length of a text, or null
     * @param ids ids inside the key, which follow their rows first
     */
    record FileKeys(@Nullable UniqueRule rule, @Nullable Integer maxLength, List<DocumentIds> ids)
            implements ColumnRewrite {
        public FileKeys {
            ids = List.copyOf(ids);
        }
    }

    /**
     * A value given by the request: the new tenant's name, its active flag.
     *
     * @param value canonical text
     */
    record Fixed(@Nullable String value) implements ColumnRewrite {}

    /**
     * Ids of one kind inside documents or other text.
     *
     * @param place where they are
     * @param domain whose map
     */
    record DocumentIds(IdPlace place, KeyDomain domain) {
        public DocumentIds {
            Objects.requireNonNull(place, "place");
            Objects.requireNonNull(domain, "domain");
        }
    }
}
