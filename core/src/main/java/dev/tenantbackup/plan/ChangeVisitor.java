// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.model.Row;

/** Told of every row of a comparison, in key order. Rows are in the order of the table plan's columns. */
public interface ChangeVisitor {

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
