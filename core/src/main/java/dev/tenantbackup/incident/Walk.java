// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.incident;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.incident.Assessment.Look;
import dev.tenantbackup.incident.Assessment.Verdict;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.MissingKeyException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.model.WrongKeyException;
import dev.tenantbackup.plan.RestorePlan;
import java.util.ArrayList;
import java.util.List;

/** Walks back through a tenant's backups, and compares each with the tenant as it is now. */
final class Walk {

    private final Recovery recovery;
    private final List<DamageSign> signs;

    /**
     * @param signs by which a backup from before the damage is known; if there are none, by any difference
     */
    Walk(Recovery recovery, List<DamageSign> signs) {
        this.recovery = recovery;
        this.signs = List.copyOf(signs);
    }

    /** The backups looked at: the last one is the first that is from before the damage, unless none is. */
    List<Look> back(TenantId tenant) {
        List<Look> looks = new ArrayList<>();
        for (BackupRecord backup : recovery.backups(tenant)) {
            Look look = lookAt(backup);
            looks.add(look);
            if (look.verdict() == Verdict.SOUND) {
                break;
            }
        }
        return looks;
    }

    private Look lookAt(BackupRecord backup) {
        if (!backup.complete()) {
            return new Look(backup.id(), Verdict.UNUSABLE, null, "it is incomplete: tables were left out");
        }
        try {
            RestorePlan plan = recovery.diff(backup.id());
            boolean isSound = signs.isEmpty()
                    ? plan.total().written() > 0
                    : signs.stream().allMatch(sign -> sign.isUndoneBy(plan));
            return new Look(backup.id(), isSound ? Verdict.SOUND : Verdict.DAMAGED, plan, null);
        } catch (ArchiveException | MissingKeyException | WrongKeyException unreadable) {
            return new Look(
                    backup.id(), Verdict.UNUSABLE, null, unreadable.problem().message());
        }
    }
}
