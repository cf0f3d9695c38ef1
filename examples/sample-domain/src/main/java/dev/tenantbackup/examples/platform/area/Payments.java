// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.area;

import static dev.tenantbackup.examples.platform.schema.OnDelete.CASCADE;
import static dev.tenantbackup.examples.platform.schema.OnDelete.RESTRICT;
import static dev.tenantbackup.examples.platform.schema.OnDelete.SET_NULL;
import static dev.tenantbackup.examples.platform.schema.Rows.share;
import static dev.tenantbackup.examples.platform.schema.Rows.times;
import static dev.tenantbackup.examples.platform.schema.Table.named;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.DATE;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.INSTANT;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.INTEGER;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.JSON;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.LONG_TEXT;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.NUMERIC;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.TIMESTAMP;
import static dev.tenantbackup.examples.platform.schema.Type.decimal;
import static dev.tenantbackup.examples.platform.schema.Type.text;
import static dev.tenantbackup.examples.platform.schema.Values.concat;
import static dev.tenantbackup.examples.platform.schema.Values.day;
import static dev.tenantbackup.examples.platform.schema.Values.keyOf;
import static dev.tenantbackup.examples.platform.schema.Values.localMoment;
import static dev.tenantbackup.examples.platform.schema.Values.moment;
import static dev.tenantbackup.examples.platform.schema.Values.money;
import static dev.tenantbackup.examples.platform.schema.Values.nullEvery;
import static dev.tenantbackup.examples.platform.schema.Values.number;
import static dev.tenantbackup.examples.platform.schema.Values.pick;
import static dev.tenantbackup.examples.platform.schema.Values.plus;
import static dev.tenantbackup.examples.platform.schema.Values.roundOf;
import static dev.tenantbackup.examples.platform.schema.Values.token;
import static dev.tenantbackup.examples.platform.schema.Values.unscaled;

import dev.tenantbackup.examples.platform.schema.Table;
import java.util.List;

/** Money: payments, refunds down to the tax of a refunded line, and credit that guests keep with a restaurant. */
final class Payments {

    private Payments() {}

    static List<Table> tables() {
        return List.of(
                orderPayments(), refunds(), refundLines(), refundLineTaxes(), storeCredits(), storeCreditEntries());
    }

    private static Table orderPayments() {
        return named("order_payments", times(1, "orders"))
                .id()
                .reference("order_id", "orders")
                .column("method", text(20), pick("card", "cash", "wallet"))
                .column("amount", decimal(12, 2), money(800, 25_000))
                .column("provider_ref", text(64), concat("pay_", token("payment")))
                .column("captured_at", INSTANT, moment())
                .nullable(
                        "provider_response",
                        JSON,
                        nullEvery(3, concat("{ \"ok\" : true,\"fee\":0.350,  \"fee\":", number(10, 99), "}")))
                .unique("provider_ref")
                .check("amount", "amount > 0")
                .build();
    }

    private static Table refunds() {
        return named("refunds", share(12))
                .id()
                .reference("payment_id", "order_payments", RESTRICT)
                .column("amount", decimal(12, 2), money(100, 900))
                .nullable("reason", LONG_TEXT, nullEvery(4, pick("Cold", "cold", "Too late ", "")))
                .column("created_at", INSTANT, moment())
                .build();
    }

    private static Table refundLines() {
        return named("refund_lines", share(14))
                .id()
                .reference("refund_id", "refunds", CASCADE)
                .column("line_no", INTEGER, plus(roundOf("refunds"), 1))
                .column("amount", decimal(12, 2), money(100, 900))
                .column("description", text(200), pick(Codes.DISHES))
                .unique("refund_id", "line_no")
                .build();
    }

    private static Table refundLineTaxes() {
        return named("refund_line_taxes", times(1, "refund_lines"))
                .reference("refund_line_id", "refund_lines", CASCADE)
                .column("tax_code", text(10), pick("VAT10", "VAT22"))
                .column("rate", NUMERIC, unscaled(4, 22))
                .column("amount", decimal(12, 2), money(1, 190))
                .primaryKey("refund_line_id", "tax_code")
                .build();
    }

    private static Table storeCredits() {
        return named("store_credits", share(10))
                .id()
                .restaurant()
                .reference("customer_id", "customers")
                .nullableReference("issued_refund_id", "refunds", RESTRICT, nullEvery(2, keyOf("refunds")))
                .column("balance", decimal(12, 2), money(0, 9_000))
                .nullable("expires_on", DATE, nullEvery(3, day(300, 900)))
                .column("lock_version", INTEGER, number(0, 9))
                .withDefault("0")
                .check("balance", "balance >= 0")
                .build();
    }

    private static Table storeCreditEntries() {
        return named("store_credit_entries", share(15))
                .id()
                .reference("store_credit_id", "store_credits")
                .nullableReference("order_id", "orders", SET_NULL, nullEvery(3, keyOf("orders")))
                .column("delta", decimal(12, 2), money(-4_000, 4_000))
                .column("booked_at", TIMESTAMP, localMoment())
                .build();
    }
}
