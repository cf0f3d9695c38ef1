// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.fence;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Statements that install a fence inside a database or remove it, for a person to review and run; nothing here runs them.
 *
 * @param product the database product
 * @param statements in the order in which they are to be run, by JDBC say; empty if there is nothing to do
 */
public record FenceScript(String product, List<String> statements) {

    public FenceScript {
        Objects.requireNonNull(product, "product");
        statements = List.copyOf(statements);
    }

    public boolean isEmpty() {
        return statements.isEmpty();
    }

    /** The statements as the product's own client reads them from a file. */
    public String text() {
        if (!product.equals("MariaDB")) {
            return statements.stream().map(statement -> statement + ";\n").collect(Collectors.joining());
        }
        return statements.stream()
                .map(statement -> statement + "\n//\n")
                .collect(Collectors.joining("", "delimiter //\n", "delimiter ;\n"));
    }
}
