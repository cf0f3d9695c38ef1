// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.model.Row;

/** Told of every row of a comparison, in key order. Rows are in the order of the table plan's columns. */
public interface ChangeVisitor {

    /** Does nothing: for whoever only counts. */
    ChangeVisitor NONE = new ChangeVisitor() {
        @Override
        public void insert(Row row) {
            // not of interest
        }

        @Override
        public void update(Row live, Row row) {
            // not of interest
        }

        @Override
        public void delete(Row live) {
            // not of interest
        }

        @Override
        public void unchanged(Row live) {
            // not of interest
        }

        @Override
        public void kept(Row row) {
            // not of interest
        }
    };

    /** The row shall be inserted. */
    void insert(Row row);

    /** The live row shall become this one. */
    void update(Row live, Row row);

    /** The live row shall be deleted. */
    void delete(Row live);

    /** The row is equal on both sides. */
    void unchanged(Row live);

    /** The sides differ, and a rule or the mode leaves it so. */
    void kept(Row row);
}
