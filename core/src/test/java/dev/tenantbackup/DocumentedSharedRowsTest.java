// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.HandMadeCatalog;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.database.MemoryReader;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Cancellation;
import dev.tenantbackup.schema.SchemaBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DocumentedSharedRowsTest {

    private static final TableName ITEMS = TableName.of("items");
    private static final TableName CITIES = TableName.of("cities");
    private static final TableName COUNTRIES = TableName.of("countries");

    private final Catalog catalog = HandMadeCatalog.of(SchemaBuilder.schema()
                    .table("countries", table -> table.id().text("code"))
                    .table("cities", table -> table.id().refers("country_id", "countries"))
                    .table(
                            "items",
                            table ->
                                    table.id().number("tenant_id").json("notes").textOrNull("list"))
                    .build())
            .owned("countries", new Ownership.Shared(List.of("code")))
            .owned("cities", new Ownership.Shared(List.of()))
            .document("items", "notes", "$.cities[*]", "cities", "id")
            .document("items", "notes", "$.items[*]", "items", "id")
            .document("items", "list", "*", "countries", "id")
            .build();

    private final MemoryReader reader = new MemoryReader(
            Map.of(
                    CITIES, rows(1200, id -> Row.of(id, "3")),
                    COUNTRIES, rows(20, id -> Row.of(id, "C" + id))),
            Map.of(CITIES, List.of("id", "country_id"), COUNTRIES, List.of("id", "code")));

    private final DocumentedSharedRows documented = new DocumentedSharedRows(catalog);

    private static List<Row> rows(int count, Function<String, Row> row) {
        return ids(count).stream().map(row).toList();
    }

    private static List<String> ids(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
    }

    private void collect(Row... items) {
        Consumer<Row> collector = documented.collector(catalog.table(ITEMS));
        Arrays.asList(items).forEach(collector);
        documented.find(reader, TenantId.of(1), Cancellation.NEVER);
    }

    /** The keys of the rows of a table, of which the reader's stream has some. */
    private List<String> keys(TableName table, Row... streamed) {
        List<String> keys = new ArrayList<>();
        RowStream rows = RowStream.of(catalog.table(table).schema().storedColumnNames(), List.of(streamed));
        try (RowStream all = documented.among(catalog.table(table), rows)) {
            for (Row row = all.next(); row != null; row = all.next()) {
                keys.add(row.value(0));
            }
            assertThat(all.next()).isNull();
        }
        return keys;
    }

    @Test
    void rowsThatDocumentsNameComeAmongTheOthersInKeyOrderAndEachOnce() {
        collect(
                Row.of("1", "1", "{\"cities\": [10, 9], \"items\": [5]}", null),
                Row.of("2", "1", "{\"cities\": [1, \"9\", 10, 12]}", null));

        assertThat(keys(CITIES, Row.of("2", "3"), Row.of("9", "3"), Row.of("11", "3")))
                .containsExactly("1", "2", "9", "10", "11", "12");
        assertThat(keys(CITIES)).containsExactly("1", "9", "10", "12");
    }

    @Test
    void rowsThatTheseReferToComeToo() {
        collect(Row.of("1", "1", "{\"cities\": [7]}", "12, 4"));

        assertThat(keys(COUNTRIES, Row.of("1", "C1"))).containsExactly("1", "3", "4", "12");
    }

    @Test
    void moreIdsThanAreAskedForAtOnceAreAllFound() {
        collect(Row.of("1", "1", ids(1100).stream().collect(Collectors.joining(",", "{\"cities\": [", "]}")), null));

        assertThat(keys(CITIES)).isEqualTo(ids(1100));
    }

    @Test
    void whatNamesNoRowBringsNone() {
        collect(
                Row.of("1", "1", "{\"cities\": [9999, -1, \"1e2147483647\", \"x\\u0000\", null, 1.5]}", "none"),
                Row.of("2", "1", "{\"cities\": [7", null));

        assertThat(keys(CITIES, Row.of("2", "3"))).containsExactly("2");
        assertThat(keys(COUNTRIES)).isEmpty();
    }
}
