// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

/** What becomes of a value that must be unique across tenants, when a tenant's rows are loaded a second time. */
public enum UniqueRule {
    /** The text gets a suffix that makes it free and still fits the column; an e-mail address gets a plus-tag. */
    SUFFIX,
    /** A new random value of the same shape (UUID, hex or other token). */
    MINT,
    /** NULL. */
    NULL,
    /** As it is: the host knows that it can't collide. A collision is a conflict in the plan. */
    KEEP
}
