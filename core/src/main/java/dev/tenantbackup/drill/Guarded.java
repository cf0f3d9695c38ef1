// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drill;

import dev.tenantbackup.model.TenantBackupException;

/**
 * What every drill does around its work: it ends with a report, whatever happens, and leaves nothing behind.
 *
 * @param work that passes if it throws nothing
 * @param discarding clears away what it has made, also half of it
 */
record Guarded(OngoingDrill drill, Runnable work, Runnable discarding) {

    DrillReport run() {
        try {
            work.run();
            drill.phases().stop();
            drill.passed();
        } catch (TenantBackupException failure) {
            drill.phases().stop();
            drill.failed(failure);
        } catch (RuntimeException | Error defect) {
            drill.phases().stop();
            drill.broke(defect);
            try {
                end();
            } catch (TenantBackupException second) {
                defect.addSuppressed(second);
            }
            throw defect;
        }
        return end();
    }

    private DrillReport end() {
        drill.phases().drillOnly("discard");
        try {
            discarding.run();
            drill.discarded();
        } catch (TenantBackupException failure) {
            drill.note("What was restored is still there as '" + drill.scratch().name() + "': "
                    + failure.problem().message());
        }
        drill.phases().stop();
        return drill.save();
    }
}
