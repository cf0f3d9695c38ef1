// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.fence;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.FenceObjects;
import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;

/**
 * Lets a session of ours through the fence of the tenant that it writes, and through no other. The fence's row holds a
 * random text; a session that shows the same passes. Others who may read the row could show it too: a fence keeps an
 * application from writing by mistake, and no attacker with rights of his own.
 */
public final class FencePass {

    private FencePass() {}

    /** Shows the pass of the tenant's fence, if it is up in the session's view of the database. */
    public static void show(JdbcSession session, Catalog catalog, TenantId tenant) {
        if (catalog.find(TableName.of(FenceObjects.TABLE)).isEmpty()) {
            return;
        }
        Failures.of(tenant)
                .doing(
                        "look for a fence",
                        () -> new FenceTable(session)
                                .find(tenant)
                                .ifPresent(row -> session.dialect().showFencePass(session.sql(), row.pass())));
    }
}
