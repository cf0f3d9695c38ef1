// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schema;

import dev.tenantbackup.model.TableName;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything an adapter knows of a live schema.
 *
 * @param product the database product, for people: {@code PostgreSQL}
 * @param version its version, for people
 * @param tables every base table in scope, in the order of their names; no views, no partitions beside their parent
 * @param neighbours tables out of scope that a foreign key ties to one in scope, in either direction, in the order of
 *     their names; of their own foreign keys only those to a table that is known here
 * @param head how far its recorded history has come; null if nobody keeps a record, or it can't be read
 */
public record DatabaseSchema(
        String product,
        String version,
        List<TableSchema> tables,
        List<TableSchema> neighbours,
        @Nullable SchemaHead head) {

    public DatabaseSchema {
        Objects.requireNonNull(product, "product");
        Objects.requireNonNull(version, "version");
        tables = inOrder(tables);
        neighbours = inOrder(neighbours);
        for (TableSchema neighbour : neighbours) {
            if (find(tables, neighbour.name()).isPresent()) {
                throw new IllegalArgumentException("table " + neighbour.name() + " is in scope and out of it");
            }
        }
    }

    /** A schema of whose history nothing is known. */
    public DatabaseSchema(String product, String version, List<TableSchema> tables, List<TableSchema> neighbours) {
        this(product, version, tables, neighbours, null);
    }

    /** A schema that nothing outside is tied to. */
    public DatabaseSchema(String product, String version, List<TableSchema> tables) {
        this(product, version, tables, List.of());
    }

    private static List<TableSchema> inOrder(List<TableSchema> unordered) {
        List<TableSchema> tables = unordered.stream()
                .sorted(Comparator.comparing(TableSchema::name))
                .toList();
        for (int i = 1; i < tables.size(); i++) {
            if (tables.get(i - 1).name().equals(tables.get(i).name())) {
                throw new IllegalArgumentException("table " + tables.get(i).name() + " is listed twice");
            }
        }
        return tables;
    }

    /** The same schema, whose recorded history has come this far. */
    public DatabaseSchema with(SchemaHead value) {
        return new DatabaseSchema(product, version, tables, neighbours, value);
    }

    /** How far its recorded history has come, where that is known. */
    public Optional<SchemaHead> recordedHead() {
        return Optional.ofNullable(head);
    }

    /**
     * Finds a table, in scope or a neighbour, by its exact name, in logarithmic time: schemas of thousands of tables are
     * asked often.
     */
    public Optional<TableSchema> find(TableName table) {
        return find(tables, table).or(() -> find(neighbours, table));
    }

    public boolean isNeighbour(TableName table) {
        return find(neighbours, table).isPresent();
    }

    private static Optional<TableSchema> find(List<TableSchema> tables, TableName table) {
        int low = 0;
        int high = tables.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = tables.get(middle).name().compareTo(table);
            if (order == 0) {
                return Optional.of(tables.get(middle));
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Optional.empty();
    }

    /**
     * The table of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public TableSchema table(TableName table) {
        return find(table).orElseThrow(() -> new IllegalArgumentException("there is no table '" + table + "'"));
    }
}
