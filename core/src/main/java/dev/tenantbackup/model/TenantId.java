// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import java.util.Objects;

/**
 * Names one tenant: the text form of the key of its root row, or the value of the tenant column where there is no root
 * table.
 *
 * @param value never empty; a number is written in decimal, a UUID in lower case
 */
public record TenantId(String value) {

    public TenantId {
        Objects.requireNonNull(value, "value");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a tenant id must not be empty");
        }
    }

    public static TenantId of(String value) {
        return new TenantId(value);
    }

    public static TenantId of(long value) {
        return new TenantId(Long.toString(value));
    }

    @Override
    public String toString() {
        return value;
    }
}
