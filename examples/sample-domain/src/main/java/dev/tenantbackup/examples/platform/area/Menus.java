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
import static dev.tenantbackup.examples.platform.schema.Type.Simple.BYTES;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.DATE;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.DOUBLE;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.INSTANT;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.INTEGER;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.JSONB;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.LONG_TEXT;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.NUMERIC;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.SMALLINT;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.TEXT_ARRAY;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.TIME;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.TIMESTAMP;
import static dev.tenantbackup.examples.platform.schema.Type.decimal;
import static dev.tenantbackup.examples.platform.schema.Type.text;
import static dev.tenantbackup.examples.platform.schema.Values.clock;
import static dev.tenantbackup.examples.platform.schema.Values.columnOf;
import static dev.tenantbackup.examples.platform.schema.Values.concat;
import static dev.tenantbackup.examples.platform.schema.Values.day;
import static dev.tenantbackup.examples.platform.schema.Values.digest;
import static dev.tenantbackup.examples.platform.schema.Values.inTurn;
import static dev.tenantbackup.examples.platform.schema.Values.keyOf;
import static dev.tenantbackup.examples.platform.schema.Values.localMoment;
import static dev.tenantbackup.examples.platform.schema.Values.moment;
import static dev.tenantbackup.examples.platform.schema.Values.money;
import static dev.tenantbackup.examples.platform.schema.Values.mostly;
import static dev.tenantbackup.examples.platform.schema.Values.nullEvery;
import static dev.tenantbackup.examples.platform.schema.Values.number;
import static dev.tenantbackup.examples.platform.schema.Values.onlyEvery;
import static dev.tenantbackup.examples.platform.schema.Values.pick;
import static dev.tenantbackup.examples.platform.schema.Values.plus;
import static dev.tenantbackup.examples.platform.schema.Values.repeated;
import static dev.tenantbackup.examples.platform.schema.Values.roundOf;
import static dev.tenantbackup.examples.platform.schema.Values.rowNumber;
import static dev.tenantbackup.examples.platform.schema.Values.scaled;
import static dev.tenantbackup.examples.platform.schema.Values.sql;
import static dev.tenantbackup.examples.platform.schema.Values.texts;
import static dev.tenantbackup.examples.platform.schema.Values.unscaled;

import dev.tenantbackup.examples.platform.schema.RowScope;
import dev.tenantbackup.examples.platform.schema.Table;
import dev.tenantbackup.examples.platform.schema.Type;
import dev.tenantbackup.examples.platform.schema.Value;
import java.util.List;

/** Menus with their tree of categories, items with sizes and prices, option groups and options. */
final class Menus {

    private Menus() {}

    static List<Table> tables() {
        return List.of(
                menus(),
                menuSchedules(),
                menuCategories(),
                menuItems(),
                menuItemPrices(),
                priceHistory(),
                optionGroups(),
                options(),
                itemAllergens(),
                itemTags(),
                itemPairings());
    }

    private static Table menus() {
        return named("menus", share(3).between(2, 12))
                .id()
                .restaurant()
                .column("name", text(120), inTurn("Dinner", "Lunch", "Brunch", "Dinner "))
                .column("slug", text(80), concat("menu-", rowNumber()))
                .column("position", INTEGER, rowNumber())
                .nullable("valid_from", DATE, nullEvery(3, day(0, 90)))
                .nullable("valid_until", DATE, onlyEvery(3, day(200, 90)))
                .nullable("introduction", LONG_TEXT, repeated(pick(Codes.DISHES), sql("400")))
                .unique("restaurant_id", "slug")
                .check("validity", "valid_until >= valid_from")
                .build();
    }

    private static Table menuSchedules() {
        return named("menu_schedules", times(2, "menus"))
                .id()
                .reference("menu_id", "menus", CASCADE)
                .column("weekday", SMALLINT, number(1, 7))
                .column("from_time", TIME, clock(8, 11))
                .column("to_time", TIME, clock(12, 23))
                .check("weekday", "weekday BETWEEN 1 AND 7")
                .check("times", "to_time > from_time")
                .build();
    }

    private static Table menuCategories() {
        return named("menu_categories", times(8, "menus"))
                .id()
                .reference("menu_id", "menus", CASCADE)
                .nullableReference("parent_id", "menu_categories", NO_ACTION, Menus::parentCategory)
                .column("name", text(120), inTurn(roundOf("menus"), "Food", "Drinks", "Pizza", "Wine", "Pasta", "Beer"))
                .column("position", INTEGER, roundOf("menus"))
                .index("menu_id", "position")
                .build();
    }

    /** Two roots for each menu; below them a binary tree: round 2 and 3 hang on round 0, 4 and 5 on round 1 … */
    private static String parentCategory(RowScope row) {
        long menus = row.count("menus");
        String round = roundOf("menus").sql(row);
        String parentRound = row.functions().divide("(" + round + " - 2)", "2");
        String parent = "(" + row.index() + " % " + menus + " + " + menus + " * " + parentRound + ")";
        return "CASE WHEN " + round + " < 2 THEN NULL ELSE " + row.valueOf("menu_categories", "id", parent) + " END";
    }

    private static Table menuItems() {
        return named("menu_items", share(24).between(12, 6_000))
                .id()
                .restaurant()
                .reference("menu_id", "menus")
                .nullableReference("category_id", "menu_categories", SET_NULL, nullEvery(9, keyOf("menu_categories")))
                .column("name", text(120), pick(Codes.DISHES))
                .column("position", INTEGER, roundOf("menus"))
                .column("price", decimal(10, 2), money(250, 4_900))
                .nullable("weight_grams", NUMERIC, nullEvery(4, unscaled(80, 900)))
                .column("available", BOOLEAN, mostly(12))
                .withDefault("TRUE")
                .nullable(
                        "description",
                        LONG_TEXT,
                        nullEvery(6, pick("", "Fresh ", "Made with 00 flour – vegan", "a\nb")))
                .column(
                        "attributes",
                        JSONB,
                        concat(
                                "{\"kcal\": ",
                                number(200, 900),
                                ", \"spicy\": 0.50, \"pairs_with\": [",
                                keyOf("menu_items", plus(rowNumber(), 1)),
                                ", ",
                                keyOf("menu_items", plus(rowNumber(), 2)),
                                "]}"))
                .column("labels", TEXT_ARRAY, texts(pick("new", "vegan", "Été", ""), pick("hot", "a \"b\"", "x,y")))
                .nullable("thumbnail", BYTES, nullEvery(3, digest(concat("thumbnail-", rowNumber()))))
                .column("created_at", INSTANT, moment())
                .withDefault("CURRENT_TIMESTAMP")
                .touched("updated_at")
                .unique("menu_id", "position")
                .check("price_not_negative", "price >= 0")
                .build();
    }

    private static Table menuItemPrices() {
        return named("menu_item_prices", times(2, "menu_items"))
                .restaurant()
                .reference("item_id", "menu_items", CASCADE)
                .column("size_code", new Type.Chars(1), inTurn(roundOf("menu_items"), Codes.SIZES))
                .column("price", decimal(10, 2), money(250, 5_900))
                .nullable("cost", NUMERIC, nullEvery(5, unscaled(1, 30)))
                .primaryKey("restaurant_id", "item_id", "size_code")
                .build();
    }

    private static Table priceHistory() {
        return named("price_history", share(15))
                .id()
                .column("restaurant_id", BIGINT, columnOf("menu_item_prices", "restaurant_id", rowNumber()))
                .column("item_id", BIGINT, columnOf("menu_item_prices", "item_id", rowNumber()))
                .column("size_code", new Type.Chars(1), columnOf("menu_item_prices", "size_code", rowNumber()))
                .foreignKey(
                        List.of("restaurant_id", "item_id", "size_code"),
                        "menu_item_prices",
                        List.of("restaurant_id", "item_id", "size_code"),
                        CASCADE)
                .nullable("old_price", decimal(10, 2), nullEvery(4, money(250, 5_900)))
                .column("new_price", decimal(10, 2), money(250, 5_900))
                .column("changed_at", TIMESTAMP, localMoment())
                .build();
    }

    private static Table optionGroups() {
        return named("option_groups", times(1, "menu_items"))
                .id()
                .reference("menu_item_id", "menu_items", CASCADE)
                .column("name", text(80), pick("Extras", "Sauce", "Crust ", "Größe"))
                .column("min_choices", SMALLINT, number(0, 1))
                .column("max_choices", SMALLINT, number(1, 5))
                .check("choices", "max_choices >= min_choices")
                .build();
    }

    private static Table options() {
        return named("options", times(2, "option_groups"))
                .id()
                .reference("option_group_id", "option_groups", CASCADE)
                .column("name", text(80), pick("Cheese", "cheese", "Chili 🌶", "Olives"))
                .column("extra_price", decimal(8, 2), money(0, 350))
                .column("position", SMALLINT, roundOf("option_groups"))
                .unique("option_group_id", "position")
                .build();
    }

    private static Table itemAllergens() {
        return named("item_allergens", times(1, "menu_items"))
                .reference("menu_item_id", "menu_items", CASCADE)
                .reference(
                        "allergen_code",
                        text(20),
                        "allergens",
                        "code",
                        NO_ACTION,
                        columnOf("allergens", "code", scaled(rowNumber(), 5)))
                .build();
    }

    /** Every eighth tag is on its item twice, row for row the same: nothing forbids it. */
    private static Table itemTags() {
        return named("item_tags", times(1, "menu_items"))
                .reference("menu_item_id", "menu_items", CASCADE, keyOf("menu_items", Menus::taggedItem))
                .column("tag", text(40), inTurn(Menus::taggedItem, "spicy", "Spicy", "vegan", "for two", "ve gan "))
                .nullable("weight", DOUBLE, row -> "(" + taggedItem(row) + " % 8 * 0.125)")
                .build();
    }

    private static String taggedItem(RowScope row) {
        return "(" + row.index() + " - CASE WHEN " + row.index() + " % 8 = 7 THEN 1 ELSE 0 END)";
    }

    private static Table itemPairings() {
        return named("item_pairings", share(12).between(4, 6_000))
                .reference("item_id", "menu_items", CASCADE)
                .reference("paired_item_id", "menu_items", CASCADE, Menus::pairedItem)
                .nullable("remark", text(120), pick("goes well", "", "Goes well"))
                .primaryKey("item_id", "paired_item_id")
                .check("not_itself", "item_id <> paired_item_id")
                .build();
    }

    /** The item after this one; the one after that when all items have a partner; and so on. */
    private static String pairedItem(RowScope row) {
        Value index = plus(plus(rowNumber(), roundOf("menu_items")), 1);
        return keyOf("menu_items", index).sql(row);
    }
}
