// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.area;

import static dev.tenantbackup.examples.platform.schema.OnDelete.CASCADE;
import static dev.tenantbackup.examples.platform.schema.OnDelete.SET_NULL;
import static dev.tenantbackup.examples.platform.schema.Rows.share;
import static dev.tenantbackup.examples.platform.schema.Table.named;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.BIGINT_ARRAY;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.DATE;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.INTEGER;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.NUMERIC;
import static dev.tenantbackup.examples.platform.schema.Type.text;
import static dev.tenantbackup.examples.platform.schema.Values.concat;
import static dev.tenantbackup.examples.platform.schema.Values.day;
import static dev.tenantbackup.examples.platform.schema.Values.keyOf;
import static dev.tenantbackup.examples.platform.schema.Values.literal;
import static dev.tenantbackup.examples.platform.schema.Values.nothing;
import static dev.tenantbackup.examples.platform.schema.Values.nullEvery;
import static dev.tenantbackup.examples.platform.schema.Values.number;
import static dev.tenantbackup.examples.platform.schema.Values.numbers;
import static dev.tenantbackup.examples.platform.schema.Values.oneOf;
import static dev.tenantbackup.examples.platform.schema.Values.pick;
import static dev.tenantbackup.examples.platform.schema.Values.plus;
import static dev.tenantbackup.examples.platform.schema.Values.rowNumber;
import static dev.tenantbackup.examples.platform.schema.Values.tenantNumber;
import static dev.tenantbackup.examples.platform.schema.Values.unscaled;

import dev.tenantbackup.examples.platform.schema.Table;
import java.util.List;

/** Discounts and the codes that guests type in. */
final class Promotions {

    private Promotions() {}

    static List<Table> tables() {
        return List.of(discounts(), promoCodes(), vipCodes());
    }

    private static Table discounts() {
        return named("discounts", share(3).between(2, 100))
                .id()
                .restaurant()
                .column("name", text(120), pick("Happy Hour", "happy hour", "Mittagsmenü"))
                .column("percentage", NUMERIC, unscaled(5, 40))
                .nullable(
                        "menu_item_ids",
                        BIGINT_ARRAY,
                        nullEvery(5, numbers(keyOf("menu_items"), keyOf("menu_items", plus(rowNumber(), 3)))))
                .nullable("starts_on", DATE, day(0, 60))
                .nullable("ends_on", DATE, nullEvery(2, day(61, 200)))
                .check("percentage", "percentage > 0 AND percentage <= 100")
                .build();
    }

    private static Table promoCodes() {
        return named("promo_codes", share(5).between(2, 1_000))
                .column("code", text(40), concat("SPRING", rowNumber(), "-", tenantNumber()))
                .restaurant()
                .nullableReference("discount_id", "discounts", SET_NULL, nullEvery(4, keyOf("discounts")))
                .column("uses", INTEGER, number(0, 90))
                .withDefault("0")
                .nullable("max_uses", INTEGER, nullEvery(3, number(100, 500)))
                .nullable(
                        "item_ids",
                        text(400),
                        oneOf(
                                concat(keyOf("menu_items"), ",", keyOf("menu_items", plus(rowNumber(), 5))),
                                concat(keyOf("menu_items", plus(rowNumber(), 7))),
                                literal(""),
                                concat(
                                        keyOf("menu_items"),
                                        ", ",
                                        keyOf("menu_items", plus(rowNumber(), 2)),
                                        ", ",
                                        keyOf("menu_items", plus(rowNumber(), 4))),
                                nothing()))
                .primaryKey("code")
                .build();
    }

    private static Table vipCodes() {
        return named("vip_codes", share(6).between(2, 2_000))
                .restaurant()
                .column("code", text(40), concat("VIP-", rowNumber()))
                .nullableReference("customer_id", "customers", CASCADE, nullEvery(5, keyOf("customers")))
                .nullable("note", text(200), pick("", "Friend of the house ", "friend of the house"))
                .primaryKey("restaurant_id", "code")
                .build();
    }
}
