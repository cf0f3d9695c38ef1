// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drift;

import dev.tenantbackup.model.Row;

/** Makes a row as it is after a change of one as it was before. Gives the same for the same row every time. */
@FunctionalInterface
interface RowChange {

    Row apply(Row row);
}
