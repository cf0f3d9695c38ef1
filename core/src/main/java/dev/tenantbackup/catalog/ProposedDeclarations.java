// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Declarations in which a person's own words and our proposals stand side by side: the content of a new catalog file.
 *
 * @param declarations what was given, completed by what is proposed, with every table and column recorded as known
 * @param remarks for a table why something is proposed, or what is still to be said, a sentence each
 * @param undecided tables that nothing is proposed for, each with a line about its columns
 */
public record ProposedDeclarations(
        CatalogDeclarations declarations, Map<TableName, List<String>> remarks, Map<TableName, String> undecided) {

    public ProposedDeclarations {
        Objects.requireNonNull(declarations, "declarations");
        Map<TableName, List<String>> copy = new TreeMap<>();
        remarks.forEach((table, sentences) -> copy.put(table, List.copyOf(sentences)));
        remarks = Collections.unmodifiableMap(copy);
        undecided = Collections.unmodifiableMap(new TreeMap<>(undecided));
    }
}
