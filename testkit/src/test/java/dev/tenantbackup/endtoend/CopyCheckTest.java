// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.CloneResult;
import dev.tenantbackup.examples.platform.Fill;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The check of copies is worth something only if it notices what is no copy. */
class CopyCheckTest {

    private static PlatformUnderTest platform;
    private static CloneResult clone;

    private final TenantRows source = platform.rows(TenantId.of(2));
    private final TenantRows copy = platform.rows(clone.tenant());

    @BeforeAll
    static void makeCopy() {
        platform = PlatformUnderTest.filled(Engine.H2, Fill.of(2, 450));
        clone = platform.service.clone(TenantId.of(2), CloneRequest.named("Casa Nueva"));
    }

    @Test
    void referenceToTheSource() {
        first("order_lines", "menu_item_id")
                .put("MENU_ITEM_ID", source.values(table("menu_items"), "ID").first());
        assertNoticed("ORDER_LINES.MENU_ITEM_ID");
    }

    @Test
    void referenceThatTheDatabaseKnowsNothingOf() {
        Map<String, String> attached = first("attachments", "record_id");
        TableName parent = attached.get("RECORD_TYPE").equals("MenuItem") ? table("menu_items") : table("orders");
        attached.put("RECORD_ID", source.values(parent, "ID").first());
        assertNoticed("ATTACHMENTS.RECORD_ID");
    }

    @Test
    void referenceToAnotherRowOfTheCopy() {
        Map<String, String> line = first("order_lines", "menu_item_id");
        TreeSet<String> items = copy.values(table("menu_items"), "ID");
        items.remove(line.get("MENU_ITEM_ID"));
        line.put("MENU_ITEM_ID", items.first());
        assertNoticed("the graph of references");
    }

    @Test
    void idInADocument() {
        Map<String, String> order = first("orders", "items");
        String foreign = source.values(table("menu_items"), "ID").first();
        order.put("ITEMS", order.get("ITEMS").replaceFirst("(menu_item_id\"\\s*:\\s*)\\d+", "$1" + foreign));
        assertNoticed("ORDERS.ITEMS");
    }

    @Test
    void idInAnArray() {
        Map<String, String> discount = first("discounts", "menu_item_ids");
        String foreign = source.values(table("menu_items"), "ID").first();
        discount.put("MENU_ITEM_IDS", discount.get("MENU_ITEM_IDS").replaceFirst("\\d+", foreign));
        assertNoticed("DISCOUNTS.MENU_ITEM_IDS");
    }

    @Test
    void spaceInADocument() {
        first("orders", "items").merge("ITEMS", " ", String::concat);
        assertNoticed("texts of ORDERS.ITEMS");
    }

    @Test
    void spaceAtTheEndOfAText() {
        first("menus", "name").merge("NAME", " ", String::concat);
        assertNoticed("content of MENUS");
    }

    @Test
    void rowThatIsMissing() {
        copy.of(table("item_tags")).remove(0);
        assertNoticed("rows of ITEM_TAGS");
    }

    @Test
    void uniqueValueThatIsNotRenewed() {
        first("event_tickets", "token")
                .put("TOKEN", source.of(table("event_tickets")).get(0).get("TOKEN"));
        assertNoticed("EVENT_TICKETS.TOKEN");
    }

    private void assertNoticed(String where) {
        assertThatThrownBy(() -> CopyCheck.assertIsCopy(platform, source, copy))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(where);
    }

    private static TableName table(String name) {
        return platform.table(name);
    }

    private Map<String, String> first(String table, String column) {
        List<Map<String, String>> rows = copy.of(table(table));
        return rows.stream()
                .filter(row -> row.get(column.toUpperCase(Locale.ROOT)) != null)
                .findFirst()
                .orElseThrow();
    }
}
