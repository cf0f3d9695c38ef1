// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.area;

import static dev.tenantbackup.examples.platform.schema.OnDelete.CASCADE;
import static dev.tenantbackup.examples.platform.schema.OnDelete.NO_ACTION;
import static dev.tenantbackup.examples.platform.schema.Rows.share;
import static dev.tenantbackup.examples.platform.schema.Rows.times;
import static dev.tenantbackup.examples.platform.schema.Table.named;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.BIGINT;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.BOOLEAN;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.BYTES;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.DATE;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.INSTANT;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.LONG_TEXT;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.NUMERIC;
import static dev.tenantbackup.examples.platform.schema.Type.decimal;
import static dev.tenantbackup.examples.platform.schema.Type.text;
import static dev.tenantbackup.examples.platform.schema.Values.concat;
import static dev.tenantbackup.examples.platform.schema.Values.day;
import static dev.tenantbackup.examples.platform.schema.Values.digest;
import static dev.tenantbackup.examples.platform.schema.Values.divided;
import static dev.tenantbackup.examples.platform.schema.Values.hashed;
import static dev.tenantbackup.examples.platform.schema.Values.keyOf;
import static dev.tenantbackup.examples.platform.schema.Values.literal;
import static dev.tenantbackup.examples.platform.schema.Values.moment;
import static dev.tenantbackup.examples.platform.schema.Values.money;
import static dev.tenantbackup.examples.platform.schema.Values.mostly;
import static dev.tenantbackup.examples.platform.schema.Values.nothing;
import static dev.tenantbackup.examples.platform.schema.Values.nullEvery;
import static dev.tenantbackup.examples.platform.schema.Values.number;
import static dev.tenantbackup.examples.platform.schema.Values.pick;
import static dev.tenantbackup.examples.platform.schema.Values.rowNumber;
import static dev.tenantbackup.examples.platform.schema.Values.tenantNumber;
import static dev.tenantbackup.examples.platform.schema.Values.token;
import static dev.tenantbackup.examples.platform.schema.Values.unlessPlatform;
import static dev.tenantbackup.examples.platform.schema.Values.unscaled;
import static dev.tenantbackup.examples.platform.schema.Values.when;

import dev.tenantbackup.examples.platform.schema.Table;
import java.util.List;

/** Users, staff and customers. */
final class People {

    private People() {}

    static List<Table> tables() {
        return List.of(users(), staff(), webSessions(), customers());
    }

    private static Table users() {
        return named("users", share(8).between(4, 2_000).andPlatform(3))
                .id()
                .nullableReference(
                        "restaurant_id",
                        BIGINT,
                        "restaurants",
                        "id",
                        NO_ACTION,
                        unlessPlatform(when("% 10 = 3", nothing(), tenantNumber())))
                .nullableReference(
                        "home_location_id",
                        "locations",
                        NO_ACTION,
                        unlessPlatform(when("% 5 = 3", keyOf("locations"), nothing())))
                .column("email", text(254), concat("user", rowNumber(), "@casa-luna-", tenantNumber(), ".example"))
                .column("name", text(120), pick(Codes.PEOPLE))
                .column("password_hash", text(128), hashed("password"))
                .nullable("second_factor", BYTES, nullEvery(3, digest(concat("otp-", rowNumber()))))
                .nullable("last_seen_at", INSTANT, nullEvery(4, moment()))
                .unique("email")
                .check("email_has_at", "email LIKE '%@%'")
                .build();
    }

    private static Table staff() {
        return named("staff", times(1, "users"))
                .restaurant()
                .reference("user_id", "users", CASCADE)
                .column("role", Codes.STAFF_ROLE, when("= 0", literal("owner"), pick("manager", "cook", "waiter")))
                .nullable("manager_user_id", BIGINT, when("= 0", nothing(), keyOf("users", divided(rowNumber(), 4))))
                .column("hourly_rate", decimal(6, 2), money(1200, 4500))
                .nullable("pin_hash", text(64), nullEvery(5, hashed("pin")))
                .nullable("hired_on", DATE, day(-900, 900))
                .primaryKey("restaurant_id", "user_id")
                .foreignKey(
                        List.of("restaurant_id", "manager_user_id"),
                        "staff",
                        List.of("restaurant_id", "user_id"),
                        NO_ACTION)
                .build();
    }

    private static Table webSessions() {
        return named("web_sessions", share(4))
                .column("token", text(64), token("session"))
                .reference("user_id", "users", CASCADE)
                .column("expires_at", INSTANT, moment())
                .nullable("data", BYTES, digest(concat("session-", rowNumber())))
                .primaryKey("token")
                .build();
    }

    private static Table customers() {
        return named("customers", share(45))
                .id()
                .restaurant()
                .column("email", text(254), concat("guest", rowNumber(), "@example.com"))
                .column("name", text(120), pick(Codes.PEOPLE))
                .nullable("phone", text(40), nullEvery(6, concat("+43 660 ", number(1_000_000, 9_999_999))))
                .nullable("birthday", DATE, nullEvery(3, day(-22_000, 15_000)))
                .column("newsletter", BOOLEAN, mostly(4))
                .column("loyalty_points", NUMERIC, unscaled(0, 900))
                .nullable("note", LONG_TEXT, nullEvery(2, pick("", "Allergic to nuts ", "Prefers the window\ttable")))
                .unique("restaurant_id", "email")
                .build();
    }
}
