// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.retention;

import dev.tenantbackup.archive.BackupKind;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Decides which backups stay. Pure: the same input gives the same decisions, and nothing is deleted here. */
public final class Retention {

    private static final Comparator<BackupRecord> NEWEST_FIRST = Comparator.comparing(BackupRecord::createdAt)
            .thenComparing(BackupRecord::id)
            .reversed();

    private final Set<BackupId> validated;
    private final RetentionPolicy policy;
    private final Instant now;
    private final Map<Group, Integer> counted = new HashMap<>();
    private final Set<TenantId> validatedSeen = new HashSet<>();

    private Retention(Set<BackupId> validated, RetentionPolicy policy, Instant now) {
        this.validated = validated;
        this.policy = policy;
        this.now = now;
    }

    /**
     * Decides about every backup, newest first.
     *
     * <p>Of each tenant and kind the newest complete backups stay, as many as the policy says. Incomplete ones don't
     * count, and go with the complete ones of their age. Whatever the policy says, each tenant's newest complete
     * backup that was validated stays.
     *
     * @param backups of any tenants and kinds
     * @param validated those whose last validation found nothing wrong
     * @param now backups that claim to be younger are kept and don't count: a clock was wrong
     */
    public static List<Decision> decide(
            Collection<BackupRecord> backups, Set<BackupId> validated, RetentionPolicy policy, Instant now) {
        Retention retention = new Retention(Set.copyOf(validated), policy, now);
        List<Decision> decisions = new ArrayList<>();
        backups.stream().sorted(NEWEST_FIRST).forEach(backup -> decisions.add(retention.decide(backup)));
        return decisions;
    }

    private Decision decide(BackupRecord backup) {
        boolean newestValidated =
                backup.complete() && validated.contains(backup.id()) && validatedSeen.add(backup.tenant());
        OptionalInt limit = policy.countOf(backup.kind());
        if (limit.isEmpty()) {
            return keep(backup, "the policy says nothing of " + backup.kind().word() + " backups");
        }
        if (backup.createdAt().isAfter(now)) {
            return keep(backup, "it claims to be from the future");
        }
        Group group = new Group(backup.tenant(), backup.kind());
        int newer = counted.getOrDefault(group, 0);
        if (backup.complete()) {
            counted.put(group, newer + 1);
        }
        if (newer < limit.getAsInt()) {
            String kind = " newest complete " + backup.kind().word() + " backups";
            return keep(
                    backup,
                    backup.complete()
                            ? "number " + (newer + 1) + " of the " + limit.getAsInt() + kind
                            : "incomplete, and not older than the " + limit.getAsInt() + kind);
        }
        if (newestValidated) {
            return keep(backup, "the newest validated backup of its tenant");
        }
        return new Decision(
                backup,
                Decision.Verdict.PRUNE,
                "there are " + limit.getAsInt() + " newer complete "
                        + backup.kind().word() + " backups");
    }

    private static Decision keep(BackupRecord backup, String reason) {
        return new Decision(backup, Decision.Verdict.KEEP, reason);
    }

    private record Group(TenantId tenant, BackupKind kind) {}
}
