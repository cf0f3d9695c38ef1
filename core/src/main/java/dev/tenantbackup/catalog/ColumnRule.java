// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

/** What a restore in place may do to a column of a row that exists on both sides. */
public enum ColumnRule {
    /** The archive's value: the default. */
    REPLACE,
    /** The greater of the live and the archived value: order and invoice counters, lock versions. */
    MONOTONIC,
    /** The live value: an active flag, a fence flag, ids of a billing provider. */
    LIVE
}
