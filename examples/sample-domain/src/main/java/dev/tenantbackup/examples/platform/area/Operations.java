// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.area;

import static dev.tenantbackup.examples.platform.schema.OnDelete.NO_ACTION;
import static dev.tenantbackup.examples.platform.schema.Rows.share;
import static dev.tenantbackup.examples.platform.schema.Rows.times;
import static dev.tenantbackup.examples.platform.schema.Table.named;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.BIGINT;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.BYTES;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.INSTANT;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.JSON;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.JSONB;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.LONG_BYTES;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.SMALLINT;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.TIMESTAMP;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.UUID;
import static dev.tenantbackup.examples.platform.schema.Type.text;
import static dev.tenantbackup.examples.platform.schema.Values.bytes;
import static dev.tenantbackup.examples.platform.schema.Values.concat;
import static dev.tenantbackup.examples.platform.schema.Values.digest;
import static dev.tenantbackup.examples.platform.schema.Values.inTurn;
import static dev.tenantbackup.examples.platform.schema.Values.keyOf;
import static dev.tenantbackup.examples.platform.schema.Values.literal;
import static dev.tenantbackup.examples.platform.schema.Values.localMoment;
import static dev.tenantbackup.examples.platform.schema.Values.moment;
import static dev.tenantbackup.examples.platform.schema.Values.nothing;
import static dev.tenantbackup.examples.platform.schema.Values.nullEvery;
import static dev.tenantbackup.examples.platform.schema.Values.number;
import static dev.tenantbackup.examples.platform.schema.Values.oneOf;
import static dev.tenantbackup.examples.platform.schema.Values.pick;
import static dev.tenantbackup.examples.platform.schema.Values.repeated;
import static dev.tenantbackup.examples.platform.schema.Values.rowNumber;
import static dev.tenantbackup.examples.platform.schema.Values.sql;
import static dev.tenantbackup.examples.platform.schema.Values.utf8;
import static dev.tenantbackup.examples.platform.schema.Values.uuid;
import static dev.tenantbackup.examples.platform.schema.Values.when;

import dev.tenantbackup.examples.platform.schema.Table;
import java.util.List;

/** What runs the place: notifications to send, logs of what happened, files. */
final class Operations {

    private Operations() {}

    static List<Table> tables() {
        return List.of(notifications(), auditLogs(), tenantEvents(), blobs(), attachments());
    }

    private static Table notifications() {
        return named("notifications", share(18))
                .id()
                .restaurant()
                .column("recipient", text(254), concat("guest", rowNumber(), "@example.com"))
                .column(
                        "status",
                        Codes.NOTIFICATION_STATUS,
                        when("% 4 = 1", literal("pending"), pick("sent", "failed")))
                .nullable("link", text(200), nullEvery(5, concat("/orders/", keyOf("orders"))))
                .column(
                        "payload",
                        JSONB,
                        concat(
                                "{\"kind\": \"order-ready\", \"order_id\": ",
                                keyOf("orders"),
                                ", \"customer\": {\"id\": ",
                                keyOf("customers"),
                                "}, \"total\": 12.50}"))
                .column("attempts", SMALLINT, number(0, 5))
                .withDefault("0")
                .column("send_after", INSTANT, moment())
                .nullable("sent_at", INSTANT, when("% 4 = 1", nothing(), moment()))
                .index("status", "send_after")
                .build();
    }

    private static Table auditLogs() {
        return named("audit_logs", share(30))
                .idAlways()
                .restaurant()
                .nullable("actor_user_id", BIGINT, nullEvery(6, keyOf("users")))
                .column("action", text(40), pick("create", "update", "delete", "Update"))
                .column("record_type", text(40), inTurn("MenuItem", "Order", "Reservation"))
                .column(
                        "record_id",
                        text(40),
                        oneOf(concat(keyOf("menu_items")), concat(keyOf("orders")), keyOf("reservations")))
                .nullable(
                        "changes",
                        JSON,
                        nullEvery(7, literal("{\"price\":[12.50,  13.0],\"name\":[\"A\",\"a \"],\"gone\":null}")))
                .column("occurred_at", INSTANT, moment())
                .index("record_type", "record_id")
                .index("actor_user_id")
                .build();
    }

    /** Numbered by a sequence; the actor is a number that the database knows nothing of, and 0 is the system. */
    private static Table tenantEvents() {
        return named("tenant_events", share(20))
                .idFrom("tenant_event_seq")
                .restaurant()
                .column("kind", text(40), pick("opened", "closed", "plan-changed", "menu-published"))
                .column("actor_user_id", BIGINT, when("% 5 = 0", sql("0"), keyOf("users")))
                .withDefault("0")
                .nullable("data", JSONB, nullEvery(3, concat("{\"menu_id\": ", keyOf("menus"), ", \"note\": \"½\"}")))
                .column("happened_at", TIMESTAMP, localMoment())
                .index("actor_user_id")
                .build();
    }

    /** Nothing says whose a blob is but the attachments that point to it. */
    private static Table blobs() {
        return named("blobs", share(8).atLeast(3))
                .column("id", UUID, uuid("blob"))
                .column("content_type", text(80), inTurn("image/png", "text/plain", "application/octet-stream"))
                .column("sha256", BYTES, digest(concat("blob-", rowNumber())))
                .column(
                        "data",
                        LONG_BYTES,
                        oneOf(
                                digest(concat("blob-", rowNumber())),
                                utf8(repeated(pick(Codes.DISHES), number(1, 900))),
                                bytes(""),
                                bytes("00ff10203040506070809000")))
                .column("created_at", INSTANT, moment())
                .primaryKey("id")
                .build();
    }

    private static Table attachments() {
        return named("attachments", times(2, "blobs"))
                .id()
                .column("record_type", text(40), inTurn("MenuItem", "Order", "Merchandise", "Location"))
                .column(
                        "record_id",
                        BIGINT,
                        oneOf(keyOf("menu_items"), keyOf("orders"), keyOf("merchandise"), keyOf("locations")))
                .reference("blob_id", UUID, "blobs", "id", NO_ACTION, keyOf("blobs"))
                .column("name", text(200), pick("photo.png", "Photo.png", "réçu.pdf", "a b .txt "))
                .index("record_type", "record_id")
                .build();
    }
}
