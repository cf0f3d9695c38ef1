// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import java.util.List;
import java.util.stream.Collectors;

/** The statement that creates an index, in a product's words: every name is quoted, so that none is folded or reserved. */
final class CreateIndex {

    /** Products take names of 63 characters and more. */
    private static final int LONGEST_NAME = 63;

    private final String quote;
    private final boolean namesItsSchema;

    private CreateIndex(String quote, boolean namesItsSchema) {
        this.quote = quote;
        this.namesItsSchema = namesItsSchema;
    }

    /** @param product as a {@code DatabaseSchema} names it */
    static CreateIndex on(String product) {
        return new CreateIndex(product.equals("MariaDB") ? "`" : "\"", product.equals("H2"));
    }

    String of(TableName table, List<String> columns) {
        String schema = table.schema() == null ? "" : quoted(table.schema()) + ".";
        return "CREATE INDEX " + (namesItsSchema ? schema : "") + quoted(name(table, columns)) + " ON " + schema
                + quoted(table.name())
                + columns.stream().map(this::quoted).collect(Collectors.joining(", ", " (", ")"));
    }

    private static String name(TableName table, List<String> columns) {
        String name = table.name() + "_" + String.join("_", columns) + "_idx";
        if (name.length() <= LONGEST_NAME) {
            return name;
        }
        String told = "_" + Integer.toHexString(name.hashCode());
        return name.substring(0, LONGEST_NAME - told.length()) + told;
    }

    private String quoted(String name) {
        return quote + name.replace(quote, quote + quote) + quote;
    }
}
