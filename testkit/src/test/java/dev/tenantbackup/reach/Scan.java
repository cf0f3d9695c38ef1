// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.reach;

/**
 * A step of a statement that reads a large part of a large table.
 *
 * @param table which one
 * @param way how it is read, in PostgreSQL's words
 * @param statement the whole statement
 */
record Scan(String table, String way, String statement) {

    @Override
    public String toString() {
        return way + " of " + table + " in: " + statement;
    }
}
