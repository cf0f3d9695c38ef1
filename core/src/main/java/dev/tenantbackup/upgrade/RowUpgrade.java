// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.upgrade;

/**
 * Makes a row of the next release out of one of an older release: the SPI for what no rename, default or conversion says.
 *
 * <p>Asked for each archived row, in the order of their keys, and again whenever the rows are read again: for the
 * comparison, for the load and for the proof. The answer must therefore depend on the row alone; an implementation that
 * gives another answer the second time makes the proof fail. May be asked on any thread, one at a time per restore.
 */
@FunctionalInterface
public interface RowUpgrade {

    /**
     * The values of the columns that the change declares to make.
     *
     * @param old the row as it is before this change, with all its columns
     * @return a value for each declared column and for no other
     */
    ColumnValues upgrade(ColumnValues old);
}
