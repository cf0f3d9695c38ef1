// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.data;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Changes to a tenant's rows that a restore takes back. Each marks the text of a column, so that it can be found again. */
public enum Harm {
    NONE("nothing changed") {
        @Override
        List<Wound> wounds(Subject subject) {
            return List.of();
        }
    },

    /** The lines of consecutive orders. */
    IN_ONE_PLACE("1 % of the rows changed in one place") {
        @Override
        List<Wound> wounds(Subject subject) {
            long orders = subject.rowsIn("orders");
            long share = orders * subject.rows() / 100 / subject.rowsIn("order_lines");
            String some = "order_id IN (SELECT id FROM orders WHERE restaurant_id = " + subject.tenant()
                    + " AND order_number BETWEEN " + orders / 4 + " AND " + (orders / 4 + share) + ")";
            return List.of(new Wound("order_lines", "name", some));
        }
    },

    /** every so many rows of the tables whose rows a restore may change. */
    SPREAD("1 % of the rows changed, spread evenly") {
        @Override
        List<Wound> wounds(Subject subject) {
            long changeable = CHANGEABLE.stream()
                    .mapToLong(wound -> subject.rowsIn(wound.table()))
                    .sum();
            long every = Math.max(2, changeable * 100 / subject.rows());
            List<Wound> wounds = new ArrayList<>();
            for (Wound wound : CHANGEABLE) {
                wounds.add(new Wound(
                        wound.table(),
                        wound.column(),
                        TenantRows.of(wound.table(), subject.tenant()) + " AND (" + wound.condition() + ") % " + every
                                + " = 0"));
            }
            return wounds;
        }
    };

    private static final String MARK = "#";

    /** With a number that differs from row to row in place of a condition. */
    private static final List<Wound> CHANGEABLE = List.of(
            new Wound("order_lines", "name", "order_id + line_no"),
            new Wound("customers", "name", "id"),
            new Wound("line_modifiers", "name", "id"),
            new Wound("options", "name", "id"),
            new Wound("attachments", "name", "id"),
            new Wound("orders", "special_request", "id"));

    private final String text;

    Harm(String text) {
        this.text = text;
    }

    /** What happened, in a few words. */
    public String text() {
        return text;
    }

    abstract List<Wound> wounds(Subject subject);

    /**
     * Changes rows and commits.
     *
     * @return how many
     */
    public long inflict(Subject subject) throws SQLException {
        long rows = 0;
        try (Connection connection = subject.database().connect();
                Statement statement = connection.createStatement()) {
            for (Wound wound : wounds(subject)) {
                rows += statement.executeLargeUpdate("UPDATE " + wound.table() + " SET " + wound.column()
                        + " = concat(" + wound.column() + ", '" + MARK + "') WHERE " + wound.column()
                        + " IS NOT NULL AND " + wound.condition());
            }
        }
        return rows;
    }

    /**
     * Looks for marks.
     *
     * @throws IllegalStateException if one is still there
     */
    public void requireHealed(Subject subject) throws SQLException {
        for (Wound wound : wounds(subject)) {
            long marked = subject.database()
                    .number("SELECT count(*) FROM " + wound.table() + " WHERE " + wound.column() + " LIKE '%" + MARK
                            + "' AND " + TenantRows.of(wound.table(), subject.tenant()));
            if (marked > 0) {
                throw new IllegalStateException(marked + " rows of " + wound.table() + " are as they were harmed");
            }
        }
    }

    /** Some rows of a table, and the text that is changed in them. */
    private record Wound(String table, String column, String condition) {}
}
