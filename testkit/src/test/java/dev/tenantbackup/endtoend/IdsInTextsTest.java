// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.examples.platform.Fill;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ids in arrays and comma-separated lists follow their rows into a clone. */
class IdsInTextsTest {

    private static final TenantId SOURCE = TenantId.of(2);
    private static final Pattern ID = Pattern.compile("[0-9]+");

    @ParameterizedTest
    @EnumSource
    void aClonesArraysAndListsHoldItsOwnIds(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 1000));
        TenantId clone =
                platform.service.clone(SOURCE, CloneRequest.named("Casa Nueva")).tenant();

        try (TenantReader reader = platform.tenants.reader(platform.catalog)) {
            Set<String> items = new HashSet<>(column(platform, reader, clone, "menu_items", "id"));
            for (String[] place : new String[][] {{"discounts", "menu_item_ids"}, {"promo_codes", "item_ids"}}) {
                List<String> before = ids(column(platform, reader, SOURCE, place[0], place[1]));
                List<String> after = ids(column(platform, reader, clone, place[0], place[1]));
                assertThat(after)
                        .as(place[1])
                        .isNotEmpty()
                        .hasSameSizeAs(before)
                        .allMatch(items::contains);
            }
        }
    }

    private static List<String> ids(List<String> texts) {
        return texts.stream()
                .flatMap(text -> ID.matcher(text).results().map(MatchResult::group))
                .toList();
    }

    private static List<String> column(
            PlatformUnderTest platform, TenantReader reader, TenantId tenant, String tableName, String columnName) {
        TableName table = platform.catalog.ownedTables().stream()
                .map(CatalogTable::name)
                .filter(name -> name.name().equalsIgnoreCase(tableName))
                .findFirst()
                .orElseThrow();
        List<String> values = new ArrayList<>();
        try (RowStream rows = reader.rows(table, tenant)) {
            int at = rows.columns().stream()
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .toList()
                    .indexOf(columnName);
            for (Row row = rows.next(); row != null; row = rows.next()) {
                String value = row.value(at);
                if (value != null) {
                    values.add(value);
                }
            }
        }
        return values;
    }
}
