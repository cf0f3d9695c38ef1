// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.fence;

import java.util.Locale;

/** How much of a tenant's traffic a fence stops. */
public enum FenceLevel {
    /** Nobody changes a row of the tenant; reading goes on. What a restore in place wants. */
    WRITES,
    /** Nobody reads or changes a row of the tenant: it is locked out, as after a breach. */
    ALL;

    /** A stable word for it: {@code writes}, {@code all}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
