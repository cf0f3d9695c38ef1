// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.shared;

import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.SharedMatch.Side;
import java.util.List;
import java.util.Map;

/**
 * How archived shared rows were found again. Two equal ones say that nothing changed in between.
 *
 * @param moved by side of reference: archived values, and those of the same row here where they differ
 * @param lost archived rows that nothing here stands for, by table
 */
record SharedFindings(Map<Side, Map<Row, Row>> moved, Map<TableName, List<Lost>> lost) {

    static final SharedFindings NONE = new SharedFindings(Map.of(), Map.of());

    /**
     * A row that was not found again.
     *
     * @param row as archived
     * @param reason a clause that says so
     * @param isAbsent whether it is beyond doubt that it isn't here, so that it could be created
     * @param keyIsFree whether no row here has its key
     */
    record Lost(Row row, String reason, boolean isAbsent, boolean keyIsFree) {}
}
