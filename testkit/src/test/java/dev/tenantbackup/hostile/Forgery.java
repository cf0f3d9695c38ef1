// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.hostile;

import static dev.tenantbackup.hostile.Destination.EMPTY_DATABASE;
import static dev.tenantbackup.hostile.Destination.IN_PLACE;
import static dev.tenantbackup.hostile.Destination.IN_PLACE_MERGED;
import static dev.tenantbackup.hostile.Destination.IN_PLACE_MISSING_ONLY;
import static dev.tenantbackup.hostile.Destination.NEW_TENANT;
import static dev.tenantbackup.hostile.Destination.OTHER_TENANT;
import static dev.tenantbackup.hostile.Destination.OTHER_TENANT_APPENDED;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What somebody may have written into a backup of the second stall. The archive is consistent in itself: every count and
 * digest is that of the forged rows.
 */
enum Forgery {
    /** Under new keys a key means nothing, and an empty database has no bystander. */
    A_KEY_THAT_IS_A_BYSTANDERS(
            archive -> archive.add("customers", 201, "id", "101"),
            "have a key in table 'customers' that a row of somebody else has",
            NEW_TENANT,
            OTHER_TENANT,
            OTHER_TENANT_APPENDED,
            EMPTY_DATABASE),
    A_KEY_THAT_IS_A_BYSTANDERS_IN_A_TABLE_WITHOUT_TENANT_COLUMN(
            archive -> archive.add("order_lines", 221, "id", "121"),
            "have a key in table 'order_lines' that a row of somebody else has",
            NEW_TENANT,
            OTHER_TENANT,
            OTHER_TENANT_APPENDED,
            EMPTY_DATABASE),
    A_ROW_GIVEN_TO_A_BYSTANDER(
            archive -> archive.add("customers", 201, "id", "203", "stall_id", "1"),
            "table 'customers' (name tenant '1' in column 'stall_id'|refer, by .*stall_id)"),
    /** In mode missing only, a row that is there is not looked at. */
    AN_OWN_ROW_GIVEN_TO_A_BYSTANDER(
            archive -> archive.set("customers", 202, "stall_id", "1"),
            "table 'customers' (name tenant '1' in column 'stall_id'|refer, by .*stall_id)",
            IN_PLACE_MISSING_ONLY),
    A_ROW_GIVEN_TO_NOBODY(
            archive -> archive.add("customers", 201, "id", "203", "stall_id", "77"),
            "rows of table 'customers' refer, by .*stall_id.*, to rows that neither the backup nor the tenant has"),
    A_ROW_OF_A_BYSTANDERS_ORDER(
            archive -> archive.add("order_lines", 221, "id", "223", "order_id", "111"),
            "rows of table 'order_lines' refer, by .*order_id.*, to rows that"),
    AN_OWN_ROW_MOVED_TO_A_BYSTANDERS_ORDER(
            archive -> archive.set("order_lines", 221, "order_id", "111"),
            "rows of table 'order_lines' refer, by .*order_id.*, to rows that",
            IN_PLACE_MISSING_ONLY),
    /**
     * The same as a reference that left the tenant when a true backup was taken, which a restore in place gives back; who
     * wants it refused says so, see {@link ForgedRowsTest}.
     */
    A_REFERENCE_TO_A_BYSTANDERS_CUSTOMER(
            archive -> archive.set("orders", 211, "customer_id", "101"),
            "rows of table 'orders' refer, by .*customer_id.*, to rows that",
            IN_PLACE,
            IN_PLACE_MERGED,
            IN_PLACE_MISSING_ONLY),
    /** An id inside a document that no archived row has stays as it is: a text, which the database never follows. */
    A_BYSTANDERS_ID_IN_A_DOCUMENT(
            archive -> archive.set("orders", 211, "extras", "\"{\\\"friend\\\":101}\""),
            "nothing",
            Destination.values()),
    THE_ROW_OF_A_BYSTANDER_AS_THE_TENANTS_OWN(
            archive -> archive.set("stalls", 2, "id", "1"),
            "says that it is of tenant '2', and holds the row of tenant '1' in table 'stalls'"),
    THE_ROW_OF_A_BYSTANDER_BESIDE_THE_TENANTS_OWN(
            archive -> archive.add("stalls", 2, "id", "1"),
            "says that it is of tenant '2', and holds the row of tenant '1' in table 'stalls'"),
    ANOTHER_TENANT_IN_THE_MANIFEST(
            archive -> archive.manifest().put("tenant", "1"),
            "says that it is of tenant '1', and holds the row of tenant '2' in table 'stalls'"),
    A_TENANT_THAT_IS_NOBODY_IN_THE_MANIFEST(
            archive -> archive.manifest().put("tenant", "77"),
            "says that it is of tenant '77', and holds the row of tenant '2' in table 'stalls'"),
    ROWS_OF_ANOTHER_TENANTS_BACKUP(
            archive -> archive.replace(
                    "customers",
                    archive.rows("customers").stream()
                            .map(row -> copy(row, "id", 100).put(ForgedArchive.column(row, "stall_id"), 3))
                            .toList()),
            "table 'customers' (name tenant '3' in column 'stall_id'|refer, by .*stall_id)"),
    AN_EXCLUDED_TABLE(
            archive -> archive.addTable("sessions", "customers"),
            "holds 2 rows of table 'sessions', which the database does not have or no longer counts as the tenant's"),
    A_TABLE_THAT_DOES_NOT_EXIST(
            archive -> archive.addTable("nosuch", "customers"),
            "holds 2 rows of table 'nosuch', which the database does not have"),
    A_SHARED_TABLE_AS_THE_TENANTS(
            archive -> {
                archive.manifest().withArray("shared").remove(0);
                archive.addTable("currencies", "customers");
            },
            "holds 2 rows of table 'currencies', which the database does not have or no longer counts as the tenant's"),
    A_COLUMN_THAT_DOES_NOT_EXIST(
            archive -> archive.addColumn("customers", "nosuch", "integer", "number", "1"),
            "holds column 'nosuch' of table 'customers', which the database does not have"),
    A_GENERATED_COLUMN(
            archive -> archive.addColumn("customers", "loud", "character varying(40)", "text", "\"EVIL\""),
            "holds column 'loud' of table 'customers', which the database computes itself"),
    ROWS_OUT_OF_ORDER(
            archive -> Collections.reverse(archive.rows("customers")),
            "row 2 \\(id=201\\) of table 'customers' is not in the order of keys"),
    ONE_ROW_TWICE(
            archive -> archive.rows("order_lines")
                    .add(1, archive.row("order_lines", 221).deepCopy()),
            "row 2 \\(id=221\\) of table 'order_lines' has the key of the row before it"),
    NULL_IN_A_KEY(
            archive -> archive.set("order_lines", 221, "id", "null"),
            "of table 'order_lines' has NULL in column 'id', which forbids it"),
    NULL_FOR_A_TENANT(
            archive -> archive.set("customers", 201, "stall_id", "null"),
            "row 1 \\(id=201\\) of table 'customers' has NULL in column 'stall_id', which forbids it"),
    NULL_WHERE_ONLY_THE_MANIFEST_ALLOWS_IT(
            archive -> archive.set("stalls", 2, "name", "null")
                    .describe("stalls", "name", "nullable", BooleanNode.TRUE)
                    .add("order_lines", 222, "id", "223")
                    .set("order_lines", 223, "order_id", "null")
                    .describe("order_lines", "order_id", "nullable", BooleanNode.TRUE),
            "of table '(stalls|order_lines)' can't be NULL any more"),
    ANOTHER_KEY_IN_THE_MANIFEST(
            archive -> archive.table("customers")
                    .putArray("key")
                    .add(ForgedArchive.column(archive.row("customers", 201), "name")),
            "The key of table 'customers' was \\[name] in the backup and is \\[id] now"),
    TEXT_FOR_A_NUMBER(
            archive -> {
                archive.describe("customers", "id", "form", TextNode.valueOf("text"));
                archive.rows("customers")
                        .forEach(row -> row.put(
                                ForgedArchive.column(row, "id"),
                                row.get(ForgedArchive.column(row, "id")).asText() + "x"));
            },
            "The key of table 'customers', \\[id], was of another type in the backup"),
    A_NUMBER_THAT_NO_COLUMN_HOLDS(
            archive -> archive.add("order_lines", 222, "id", "223", "quantity", "99999999999999999999"),
            "Cannot stage rows of table 'order_lines'"),
    /** Written out it would have more digits than there is memory. */
    A_NUMBER_WITH_A_HUGE_EXPONENT(
            archive -> archive.add("order_lines", 222, "id", "223", "quantity", "1E+2000000000"),
            "Cannot stage rows of table 'order_lines'");

    private final Consumer<ForgedArchive> change;
    private final String refusal;
    private final Set<Destination> harmless;

    Forgery(Consumer<ForgedArchive> change, String refusal, Destination... harmless) {
        this.change = change;
        this.refusal = refusal;
        this.harmless = harmless.length == 0 ? Set.of() : EnumSet.copyOf(List.of(harmless));
    }

    /** The forged archive. */
    byte[] of(byte[] genuine) {
        ForgedArchive archive = ForgedArchive.of(genuine);
        change.accept(archive);
        return archive.consistent();
    }

    /** What must be said of it, as a pattern. */
    String refusal() {
        return refusal;
    }

    /** Whether it can be restored there, because what was forged means nothing. */
    boolean isHarmlessIn(Destination destination) {
        return harmless.contains(destination);
    }

    private static ObjectNode copy(ObjectNode row, String column, int more) {
        String name = ForgedArchive.column(row, column);
        return row.deepCopy().put(name, row.get(name).asInt() + more);
    }
}
