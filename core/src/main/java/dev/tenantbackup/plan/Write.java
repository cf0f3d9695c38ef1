// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

/** A way of changing a table's rows, as databases grant it. */
public enum Write {
    INSERT,
    UPDATE,
    DELETE
}
