// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.area;

import static dev.tenantbackup.examples.platform.schema.OnDelete.NO_ACTION;
import static dev.tenantbackup.examples.platform.schema.OnDelete.SET_NULL;
import static dev.tenantbackup.examples.platform.schema.Rows.each;
import static dev.tenantbackup.examples.platform.schema.Rows.share;
import static dev.tenantbackup.examples.platform.schema.Rows.shared;
import static dev.tenantbackup.examples.platform.schema.Table.named;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.BIGINT;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.BOOLEAN;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.BYTES;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.DATE;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.INSTANT;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.INTEGER;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.JSONB;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.LONG_TEXT;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.SMALLINT;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.TEXT_ARRAY;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.TIME;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.TIMESTAMP;
import static dev.tenantbackup.examples.platform.schema.Type.decimal;
import static dev.tenantbackup.examples.platform.schema.Type.text;
import static dev.tenantbackup.examples.platform.schema.Values.bytes;
import static dev.tenantbackup.examples.platform.schema.Values.clock;
import static dev.tenantbackup.examples.platform.schema.Values.columnOf;
import static dev.tenantbackup.examples.platform.schema.Values.concat;
import static dev.tenantbackup.examples.platform.schema.Values.day;
import static dev.tenantbackup.examples.platform.schema.Values.inTurn;
import static dev.tenantbackup.examples.platform.schema.Values.keyOf;
import static dev.tenantbackup.examples.platform.schema.Values.literal;
import static dev.tenantbackup.examples.platform.schema.Values.localMoment;
import static dev.tenantbackup.examples.platform.schema.Values.moment;
import static dev.tenantbackup.examples.platform.schema.Values.money;
import static dev.tenantbackup.examples.platform.schema.Values.mostly;
import static dev.tenantbackup.examples.platform.schema.Values.nullEvery;
import static dev.tenantbackup.examples.platform.schema.Values.number;
import static dev.tenantbackup.examples.platform.schema.Values.oneOf;
import static dev.tenantbackup.examples.platform.schema.Values.pick;
import static dev.tenantbackup.examples.platform.schema.Values.plus;
import static dev.tenantbackup.examples.platform.schema.Values.rowNumber;
import static dev.tenantbackup.examples.platform.schema.Values.scaled;
import static dev.tenantbackup.examples.platform.schema.Values.sql;
import static dev.tenantbackup.examples.platform.schema.Values.tenantNumber;
import static dev.tenantbackup.examples.platform.schema.Values.texts;
import static dev.tenantbackup.examples.platform.schema.Values.token;

import dev.tenantbackup.examples.platform.schema.Table;
import dev.tenantbackup.examples.platform.schema.Type;
import java.util.List;

/** Restaurants, what they are configured with, and the reference data that all of them share. */
final class Accounts {

    private Accounts() {}

    static List<Table> tables() {
        return List.of(
                migrations(),
                countries(),
                allergens(),
                plans(),
                restaurants(),
                locations(),
                siteSettings(),
                featureFlags(),
                counters());
    }

    private static Table migrations() {
        return named("schema_migrations", shared(12))
                .column("version", text(40), concat("2025.", rowNumber()))
                .column("description", text(200), pick("create tables", "add column", "backfill"))
                .column("installed_at", TIMESTAMP, localMoment())
                .primaryKey("version")
                .build();
    }

    private static Table countries() {
        return named("countries", shared(8))
                .column("code", new Type.Chars(2), inTurn("AT", "CH", "DE", "FR", "GB", "IT", "JP", "US"))
                .column(
                        "name",
                        text(80),
                        inTurn(
                                "Österreich",
                                "Schweiz",
                                "Deutschland",
                                "France",
                                "United Kingdom",
                                "Italia",
                                "日本",
                                "United States"))
                .column("currency", new Type.Chars(3), inTurn("EUR", "CHF", "EUR", "EUR", "GBP", "EUR", "JPY", "USD"))
                .primaryKey("code")
                .build();
    }

    private static Table allergens() {
        return named("allergens", shared(14))
                .column("code", text(20), inTurn(Codes.ALLERGENS))
                .column("name", text(80), concat("Contains ", inTurn(Codes.ALLERGENS)))
                .column("severity", SMALLINT, number(1, 5))
                .primaryKey("code")
                .build();
    }

    private static Table plans() {
        return named("plans", shared(3))
                .sharedId()
                .column("code", text(20), inTurn("free", "pro", "chain"))
                .column("name", text(80), inTurn("Free", "Professional", "Chain"))
                .column("monthly_price", decimal(8, 2), oneOf(sql("0.00"), sql("49.90"), sql("199.00")))
                .unique("code")
                .build();
    }

    private static Table restaurants() {
        return named("restaurants", each(1))
                .id()
                .column("name", text(120), literal("Trattoria Casa Luna"))
                .column("subdomain", text(63), concat("casa-luna-", tenantNumber()))
                .column("api_token", text(64), token("api-token"))
                .column("active", BOOLEAN, sql("(t % 10 <> 9)"))
                .withDefault("TRUE")
                .reference("plan_id", "plans", NO_ACTION, keyOf("plans", tenantNumber()))
                .reference(
                        "country_code",
                        new Type.Chars(2),
                        "countries",
                        "code",
                        NO_ACTION,
                        columnOf("countries", "code", sql("5")))
                .nullableReference("current_menu_id", "menus", NO_ACTION, keyOf("menus", sql("0")))
                .closingCycle()
                .nullableReference("current_layout_id", "layouts", SET_NULL, keyOf("layouts", sql("0")))
                .closingCycle()
                .nullableReference("current_event_id", "events", SET_NULL, keyOf("events", sql("0")))
                .closingCycle()
                .nullable("opened_on", DATE, day(-9000, 3000))
                .nullable("story", LONG_TEXT, literal("Since 1962.  Three rooms, one oven. 🍕\nCiao!  "))
                .nullable("logo", BYTES, bytes("89504e470d0a1a0a00ff00fe"))
                .column(
                        "settings",
                        JSONB,
                        concat(
                                "{\"theme\": \"dark\", \"tip_presets\": [0.10, 0.150, 0.2],",
                                " \"default_location_id\": ",
                                keyOf("locations", sql("0")),
                                "}"))
                .column("cuisines", TEXT_ARRAY, texts(literal("italian"), literal("pizza, pasta"), literal("")))
                .column("lock_version", INTEGER, number(0, 40))
                .withDefault("0")
                .nullable("billing_customer_id", text(40), concat("cus_", token("billing")))
                .column("writes_fenced", BOOLEAN, sql("FALSE"))
                .withDefault("FALSE")
                .column("created_at", INSTANT, moment())
                .withDefault("CURRENT_TIMESTAMP")
                .unique("subdomain")
                .unique("api_token")
                .check("subdomain_not_empty", "subdomain <> ''")
                .build();
    }

    private static Table locations() {
        return named("locations", share(2).between(2, 40))
                .id()
                .restaurant()
                .nullableReference("layout_id", "layouts", SET_NULL, keyOf("layouts"))
                .closingCycle()
                .checkedAtCommit()
                .column("name", text(120), concat("Filiale ", plus(rowNumber(), 1)))
                .column("time_zone", text(40), pick("Europe/Rome", "Europe/Vienna", "UTC"))
                .nullable("opens_at", TIME, clock(6, 11))
                .nullable("closes_at", TIME, nullEvery(3, clock(20, 23)))
                .column("latitude", decimal(9, 6), sql("45.064700"))
                .column("longitude", decimal(9, 6), sql("-7.500010"))
                .nullable("phone", text(40), pick("+39 011 123456", "", " "))
                .unique("restaurant_id", "name")
                .build();
    }

    private static Table siteSettings() {
        return named("site_settings", each(8))
                .restaurant()
                .column(
                        "key",
                        text(60),
                        inTurn(
                                "seo.title",
                                "seo.description",
                                "theme.primary",
                                "theme.font",
                                "checkout.terms",
                                "checkout.tip",
                                "mail.footer",
                                "mail.from"))
                .nullable("value", LONG_TEXT, nullEvery(5, inTurn("Casa Luna", "", "#FF00aa", "Inter  ", "12.50", "ß")))
                .primaryKey("restaurant_id", "key")
                .build();
    }

    private static Table featureFlags() {
        return named("feature_flags", each(6))
                .restaurant()
                .column(
                        "flag",
                        text(60),
                        inTurn("new-checkout", "waitlist", "wholesale", "gift-cards", "kiosk", "split-bill"))
                .column("enabled", BOOLEAN, mostly(3))
                .column("rollout", decimal(5, 2), money(0, 10_000))
                .primaryKey("restaurant_id", "flag")
                .check("rollout", "rollout BETWEEN 0 AND 100")
                .build();
    }

    private static Table counters() {
        return named("counters", each(3))
                .restaurant()
                .column("name", text(40), inTurn("order_number", "invoice_number", "reservation_number"))
                .column("last_value", BIGINT, scaled(plus(rowNumber(), 1), 2_000_000))
                .primaryKey("restaurant_id", "name")
                .check("last_value", "last_value >= 0")
                .build();
    }
}
