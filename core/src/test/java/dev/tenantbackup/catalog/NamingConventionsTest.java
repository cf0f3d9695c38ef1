// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.schema.SchemaBuilder;
import dev.tenantbackup.schema.TableSchema;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamingConventionsTest {

    @ParameterizedTest
    @CsvSource({
        "menu_items, menu_item",
        "MenuItems, menu_item",
        "MENU_ITEMS, menu_item",
        "menus, menu",
        "categories, category",
        "addresses, address",
        "statuses, status",
        "status, status",
        "boxes, box",
        "branches, branch",
        "people, person",
        "App\\Models\\MenuItem, menu_item",
        "Shop::Order, order",
        "com.example.OrderLine, order_line",
        "staff, staff",
        "houses, house",
        "HTMLPage, html_page",
        "MenuItemID, menu_item_id",
        "bonus, bonus"
    })
    void namesAreReadAsNouns(String name, String noun) {
        assertThat(NamingConventions.noun(name)).isEqualTo(noun);
    }

    @Test
    void columnsAreReadAsReferencesTheLongestNounFirst() {
        assertThat(NamingConventions.readings("created_by_user_id"))
                .containsSubsequence(
                        new NamingConventions.Reading("created_by_user", "id"),
                        new NamingConventions.Reading("by_user", "id"),
                        new NamingConventions.Reading("user", "id"));
        assertThat(NamingConventions.readings("menuItemId")).contains(new NamingConventions.Reading("menu_item", "id"));
        assertThat(NamingConventions.readings("promo_code"))
                .contains(new NamingConventions.Reading("promo_code", "code"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "quantity", "paid", "grid", "user_name"})
    void otherColumnsAreNot(String column) {
        assertThat(NamingConventions.readings(column)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"token", "reset_token", "apiToken", "secret", "api_key", "uuid", "session_id", "share_token"})
    void tokensAreRecognised(String column) {
        assertThat(NamingConventions.looksLikeToken(column)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"email", "subdomain", "code", "slug", "tokenizer"})
    void otherTextIsNoToken(String column) {
        assertThat(NamingConventions.looksLikeToken(column)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"record_type, record_id", "ownerType, owner_id", "target_kind, target_id"})
    void typeColumnsHaveAnIdColumnBesideThem(String type, String id) {
        assertThat(NamingConventions.idColumnFor(type)).contains(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "record", "typeface", "prototype"})
    void otherColumnsHaveNone(String column) {
        assertThat(NamingConventions.idColumnFor(column)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schema_migrations",
                "FLYWAY_SCHEMA_HISTORY",
                "DATABASECHANGELOG",
                "tenant_backup_locks",
                "sessions"
            })
    void tablesOfFrameworksAreRecognised(String table) {
        assertThat(NamingConventions.reasonToExclude(table)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "training_sessions", "bird_migrations", "tenant_backups"})
    void othersAreNot(String table) {
        assertThat(NamingConventions.reasonToExclude(table)).isEmpty();
    }

    @Test
    void queuesAreNamedLikeOneAndSayHowFarTheyAre() {
        assertThat(NamingConventions.queueMark(table("email_outbox", t -> t.id().textOrNull("processed_at"))))
                .contains("processed_at");
        assertThat(NamingConventions.queueMark(table("delayed_jobs", t -> t.id().number("attempts"))))
                .contains("attempts");
        assertThat(NamingConventions.queueMark(table("notifications", t -> t.id().text("body"))))
                .isEmpty();
        assertThat(NamingConventions.queueMark(table("orders", t -> t.id().text("status"))))
                .isEmpty();
    }

    @Test
    void journalsTellWhatHappened() {
        assertThat(NamingConventions.looksLikeJournal(table("audit_logs", t -> t.id())))
                .isTrue();
        assertThat(NamingConventions.looksLikeJournal(table("order_payments", t -> t.id())))
                .isTrue();
        assertThat(NamingConventions.looksLikeJournal(table("stock_audits", t -> t.id())))
                .isFalse();
        assertThat(NamingConventions.looksLikeJournal(table("payment_methods", t -> t.id())))
                .isFalse();
    }

    @Test
    void touchTriggersOwnTheColumnTheyTouch() {
        TableSchema table = table("items", t -> t.id().text("updated_at"));
        assertThat(NamingConventions.touchedColumn(table, "tr_items_touch")).contains("updated_at");
        assertThat(NamingConventions.touchedColumn(table, "set_updated_at")).contains("updated_at");
        assertThat(NamingConventions.touchedColumn(table, "items_search_index")).isEmpty();
    }

    private static TableSchema table(String name, Consumer<SchemaBuilder.Table> content) {
        return SchemaBuilder.schema().table(name, content).build().tables().get(0);
    }
}
