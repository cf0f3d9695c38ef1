// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.area;

import static dev.tenantbackup.examples.platform.schema.OnDelete.CASCADE;
import static dev.tenantbackup.examples.platform.schema.OnDelete.NO_ACTION;
import static dev.tenantbackup.examples.platform.schema.OnDelete.SET_NULL;
import static dev.tenantbackup.examples.platform.schema.Rows.share;
import static dev.tenantbackup.examples.platform.schema.Rows.times;
import static dev.tenantbackup.examples.platform.schema.Table.named;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.BIGINT;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.BOOLEAN;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.DATE;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.INSTANT;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.INTEGER;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.LONG_TEXT;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.SMALLINT;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.TIMESTAMP;
import static dev.tenantbackup.examples.platform.schema.Type.decimal;
import static dev.tenantbackup.examples.platform.schema.Type.text;
import static dev.tenantbackup.examples.platform.schema.Values.concat;
import static dev.tenantbackup.examples.platform.schema.Values.day;
import static dev.tenantbackup.examples.platform.schema.Values.inTurn;
import static dev.tenantbackup.examples.platform.schema.Values.keyOf;
import static dev.tenantbackup.examples.platform.schema.Values.literal;
import static dev.tenantbackup.examples.platform.schema.Values.localMoment;
import static dev.tenantbackup.examples.platform.schema.Values.moment;
import static dev.tenantbackup.examples.platform.schema.Values.money;
import static dev.tenantbackup.examples.platform.schema.Values.mostly;
import static dev.tenantbackup.examples.platform.schema.Values.nothing;
import static dev.tenantbackup.examples.platform.schema.Values.nullEvery;
import static dev.tenantbackup.examples.platform.schema.Values.number;
import static dev.tenantbackup.examples.platform.schema.Values.pick;
import static dev.tenantbackup.examples.platform.schema.Values.plus;
import static dev.tenantbackup.examples.platform.schema.Values.repeated;
import static dev.tenantbackup.examples.platform.schema.Values.roundOf;
import static dev.tenantbackup.examples.platform.schema.Values.rowNumber;
import static dev.tenantbackup.examples.platform.schema.Values.sql;
import static dev.tenantbackup.examples.platform.schema.Values.token;
import static dev.tenantbackup.examples.platform.schema.Values.turnOf;
import static dev.tenantbackup.examples.platform.schema.Values.when;

import dev.tenantbackup.examples.platform.schema.RowScope;
import dev.tenantbackup.examples.platform.schema.Table;
import dev.tenantbackup.examples.platform.schema.Value;
import java.util.List;

/** Things to take home, counting them, and wholesale fundraisers that sell them through participants. */
final class Merchandise {

    private Merchandise() {}

    static List<Table> tables() {
        return List.of(
                merchandise(),
                variants(),
                stockAudits(),
                fundraisers(),
                participants(),
                fundraiserOrders(),
                fundraiserOrderItems());
    }

    private static Table merchandise() {
        return named("merchandise", share(5).between(3, 300))
                .id()
                .restaurant()
                .column("sku", text(40), concat("SKU-", rowNumber()))
                .column("name", text(120), pick("T-Shirt", "t-shirt", "Olivenöl", "Mug "))
                .nullable("description", LONG_TEXT, nullEvery(3, repeated(literal("Handmade. "), number(0, 40))))
                .unique("restaurant_id", "sku")
                .build();
    }

    private static Table variants() {
        return named("merchandise_variants", times(3, "merchandise"))
                .id()
                .reference("merchandise_id", "merchandise", CASCADE)
                .column("size", Codes.VARIANT_SIZE, inTurn(roundOf("merchandise"), "S", "M", "XL"))
                .nullable("color", text(40), pick("red", "Red", "", "grün"))
                .column("price", decimal(10, 2), money(500, 4_000))
                .column("stock", INTEGER, number(0, 500))
                .unique("merchandise_id", "size")
                .check("stock", "stock >= 0")
                .build();
    }

    /** The item is a number that the database knows nothing of, and 0 stands for none. */
    private static Table stockAudits() {
        return named("stock_audits", share(15))
                .id()
                .restaurant()
                .column("menu_item_id", BIGINT, when("% 3 = 0", sql("0"), keyOf("menu_items")))
                .withDefault("0")
                .nullableReference(
                        "variant_id",
                        "merchandise_variants",
                        SET_NULL,
                        when("% 3 = 0", keyOf("merchandise_variants"), nothing()))
                .column("expected", decimal(12, 3), scaledBy(number(0, 90_000), "0.005"))
                .column("counted", decimal(12, 3), scaledBy(number(0, 90_000), "0.005"))
                .column("audited_on", DATE, day(0, 280))
                .index("menu_item_id")
                .build();
    }

    private static Table fundraisers() {
        return named("fundraisers", share(2).between(2, 50))
                .id()
                .restaurant()
                .column("slug", text(80), concat("drive-", rowNumber()))
                .column("title", text(120), pick("School trip", "Fire brigade", "Schüler*innen"))
                .column("goal", decimal(12, 2), money(50_000, 900_000))
                .nullable("closes_at", INSTANT, nullEvery(2, moment()))
                .unique("restaurant_id", "slug")
                .build();
    }

    private static Table participants() {
        return named("fundraiser_participants", share(10).atLeast(4))
                .id()
                .reference("fundraiser_id", "fundraisers")
                .nullableReference("referrer_id", "fundraiser_participants", SET_NULL, Merchandise::referrer)
                .column("name", text(120), pick(Codes.PEOPLE))
                .column("share_token", text(64), token("share"))
                .unique("share_token")
                .build();
    }

    /** The participant before this one in the same fundraiser. */
    private static String referrer(RowScope row) {
        long fundraisers = row.count("fundraisers");
        String previous = "(" + row.index() + " - " + fundraisers + ")";
        return "CASE WHEN " + row.index() + " < " + fundraisers + " THEN NULL ELSE "
                + row.valueOf("fundraiser_participants", "id", previous) + " END";
    }

    private static Table fundraiserOrders() {
        return named("fundraiser_orders", share(12).atLeast(4))
                .id()
                .reference("participant_id", "fundraiser_participants")
                .column("ordered_at", TIMESTAMP, localMoment())
                .column("paid", BOOLEAN, mostly(4))
                .nullable("donation", decimal(10, 2), nullEvery(3, money(100, 2_500)))
                .build();
    }

    private static Table fundraiserOrderItems() {
        return named("fundraiser_order_items", times(2, "fundraiser_orders"))
                .reference("fundraiser_order_id", "fundraiser_orders", CASCADE)
                .reference(
                        "variant_id",
                        "merchandise_variants",
                        NO_ACTION,
                        keyOf("merchandise_variants", plus(turnOf("fundraiser_orders"), roundOf("fundraiser_orders"))))
                .column("quantity", SMALLINT, number(1, 20))
                .column("unit_price", decimal(10, 2), money(500, 4_000))
                .primaryKey("fundraiser_order_id", "variant_id")
                .build();
    }

    private static Value scaledBy(Value value, String factor) {
        return row -> "(" + value.sql(row) + " * " + factor + ")";
    }
}
