// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.incident;

import java.util.Locale;

/** A step of the procedure, in the order in which they are taken. */
public enum IncidentStep {
    /** The tenant's writes are stopped. */
    FENCE,
    /** The damage is compared with the backups, and the newest sound one is found. */
    ASSESS,
    /** The tenant is made equal to that backup. */
    RESTORE,
    /** The tenant's rows are checked by another road than the restore's. */
    VERIFY,
    /** The tenant's writes go on; the incident is closed. */
    RESUME;

    /** A stable word for it: {@code fence}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
