// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.area;

import static dev.tenantbackup.examples.platform.schema.OnDelete.CASCADE;
import static dev.tenantbackup.examples.platform.schema.OnDelete.NO_ACTION;
import static dev.tenantbackup.examples.platform.schema.OnDelete.SET_NULL;
import static dev.tenantbackup.examples.platform.schema.Rows.share;
import static dev.tenantbackup.examples.platform.schema.Rows.times;
import static dev.tenantbackup.examples.platform.schema.Table.named;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.BYTES;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.DOUBLE;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.INSTANT;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.JSON;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.LONG_BYTES;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.SMALLINT;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.TIMESTAMP;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.UUID;
import static dev.tenantbackup.examples.platform.schema.Type.decimal;
import static dev.tenantbackup.examples.platform.schema.Type.text;
import static dev.tenantbackup.examples.platform.schema.Values.columnOf;
import static dev.tenantbackup.examples.platform.schema.Values.concat;
import static dev.tenantbackup.examples.platform.schema.Values.digest;
import static dev.tenantbackup.examples.platform.schema.Values.inTurn;
import static dev.tenantbackup.examples.platform.schema.Values.keyOf;
import static dev.tenantbackup.examples.platform.schema.Values.localMoment;
import static dev.tenantbackup.examples.platform.schema.Values.moment;
import static dev.tenantbackup.examples.platform.schema.Values.money;
import static dev.tenantbackup.examples.platform.schema.Values.nothing;
import static dev.tenantbackup.examples.platform.schema.Values.nullEvery;
import static dev.tenantbackup.examples.platform.schema.Values.number;
import static dev.tenantbackup.examples.platform.schema.Values.oneOf;
import static dev.tenantbackup.examples.platform.schema.Values.onlyEvery;
import static dev.tenantbackup.examples.platform.schema.Values.pick;
import static dev.tenantbackup.examples.platform.schema.Values.plus;
import static dev.tenantbackup.examples.platform.schema.Values.repeated;
import static dev.tenantbackup.examples.platform.schema.Values.roundOf;
import static dev.tenantbackup.examples.platform.schema.Values.rowNumber;
import static dev.tenantbackup.examples.platform.schema.Values.token;
import static dev.tenantbackup.examples.platform.schema.Values.utf8;
import static dev.tenantbackup.examples.platform.schema.Values.uuid;

import dev.tenantbackup.examples.platform.schema.Table;
import dev.tenantbackup.examples.platform.schema.Type;
import dev.tenantbackup.examples.platform.schema.Value;
import java.util.List;

/** Layouts down to the seat, events, reservations, the waitlist, and who sits where. */
final class Seating {

    private Seating() {}

    static List<Table> tables() {
        return List.of(
                layouts(),
                seatSections(),
                seats(),
                events(),
                eventTickets(),
                reservations(),
                waitlistEntries(),
                seatAllocations());
    }

    private static Table layouts() {
        Value secondSection = row ->
                keyOf("seat_sections", plus(rowNumber(), row.count("layouts"))).sql(row);
        return named("layouts", times(1, "locations"))
                .id()
                .restaurant()
                .nullableReference("location_id", "locations", SET_NULL, keyOf("locations"))
                .column("name", text(120), pick("Summer", "Winter", "summer"))
                .nullable(
                        "drawing",
                        JSON,
                        concat(
                                "{\"scale\": 1.50,  \"sections\": [{\"section_id\":",
                                keyOf("seat_sections"),
                                ",\"x\":0.0},{\"section_id\": ",
                                secondSection,
                                "}]}"))
                .nullable("background", LONG_BYTES, utf8(repeated(pick(Codes.DISHES), number(0, 200))))
                .build();
    }

    private static Table seatSections() {
        return named("seat_sections", times(2, "layouts"))
                .id()
                .reference("layout_id", "layouts", CASCADE)
                .column("name", text(80), inTurn(roundOf("layouts"), "Garden", "Saal"))
                .nullable("color", new Type.Chars(7), pick("#ff0000", "#00FF00"))
                .build();
    }

    private static Table seats() {
        return named("seats", times(4, "seat_sections"))
                .id()
                .reference("seat_section_id", "seat_sections", CASCADE)
                .column("label", text(20), concat("T", roundOf("seat_sections")))
                .column("capacity", SMALLINT, number(1, 8))
                .column("x", DOUBLE, scaledBy(number(0, 800), "0.125"))
                .column("y", DOUBLE, scaledBy(number(0, 800), "-0.5"))
                .unique("seat_section_id", "label")
                .check("capacity", "capacity > 0")
                .build();
    }

    private static Table events() {
        return named("events", share(3).between(2, 200))
                .id()
                .restaurant()
                .column("slug", text(80), concat("event-", rowNumber()))
                .column("name", text(120), pick("Wine evening", "Quiz", "Jazz & Pâté"))
                .column("starts_at", INSTANT, moment())
                .nullable("duration_minutes", SMALLINT, number(60, 300))
                .nullable("poster", BYTES, nullEvery(2, digest(concat("poster-", rowNumber()))))
                .unique("restaurant_id", "slug")
                .build();
    }

    private static Table eventTickets() {
        return named("event_tickets", share(12))
                .column("id", UUID, uuid("ticket"))
                .reference("event_id", "events")
                .nullableReference("customer_id", "customers", SET_NULL, nullEvery(4, keyOf("customers")))
                .column("token", text(64), token("ticket-token"))
                .nullable("promo_code", text(40), onlyEvery(3, columnOf("promo_codes", "code", rowNumber())))
                .column("price", decimal(8, 2), money(0, 6_000))
                .nullable("checked_in_at", INSTANT, nullEvery(2, moment()))
                .primaryKey("id")
                .unique("token")
                .index("promo_code")
                .build();
    }

    private static Table reservations() {
        return named("reservations", share(22))
                .column("id", UUID, uuid("reservation"))
                .restaurant()
                .nullableReference("customer_id", "customers", SET_NULL, nullEvery(5, keyOf("customers")))
                .column("party_size", SMALLINT, number(1, 12))
                .column("reserved_for", INSTANT, moment())
                .column("local_time", TIMESTAMP, localMoment())
                .column("status", Codes.RESERVATION_STATUS, pick("asked", "confirmed", "seated", "no_show"))
                .nullable("note", text(400), nullEvery(3, pick("", "Birthday 🎂", "birthday", "high chair ")))
                .touched("updated_at")
                .primaryKey("id")
                .check("party_size", "party_size BETWEEN 1 AND 40")
                .build();
    }

    private static Table waitlistEntries() {
        return named("waitlist_entries", share(12))
                .column("id", UUID, uuid("waitlist"))
                .restaurant()
                .reference("location_id", "locations")
                .column("name", text(120), pick(Codes.PEOPLE))
                .column("quoted_minutes", SMALLINT, number(5, 90))
                .column("joined_at", INSTANT, moment())
                .primaryKey("id")
                .build();
    }

    /** Three nullable references, each of which leads to the tenant; any of them may be the only one. */
    private static Table seatAllocations() {
        return named("seat_allocations", share(28))
                .id()
                .nullableReference(
                        "reservation_id",
                        UUID,
                        "reservations",
                        "id",
                        CASCADE,
                        oneOf(keyOf("reservations"), nothing(), nothing(), keyOf("reservations"), nothing()))
                .nullableReference(
                        "waitlist_entry_id",
                        UUID,
                        "waitlist_entries",
                        "id",
                        CASCADE,
                        oneOf(nothing(), keyOf("waitlist_entries"), nothing(), nothing(), keyOf("waitlist_entries")))
                .nullableReference(
                        "seat_id",
                        "seats",
                        NO_ACTION,
                        oneOf(keyOf("seats"), keyOf("seats"), keyOf("seats"), nothing(), nothing()))
                .column("starts_at", INSTANT, moment())
                .nullable("ends_at", INSTANT, nullEvery(3, moment()))
                .check(
                        "somebody_or_somewhere",
                        "reservation_id IS NOT NULL OR waitlist_entry_id IS NOT NULL OR seat_id IS NOT NULL")
                .build();
    }

    private static Value scaledBy(Value value, String factor) {
        return row -> "(" + value.sql(row) + " * " + factor + ")";
    }
}
