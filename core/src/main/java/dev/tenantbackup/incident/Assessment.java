// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.incident;

import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.plan.RestorePlan;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the tenant compares with its backups, newest first, back to the newest from before the damage.
 *
 * @param incident with the assessment in its record
 * @param looks each backup that was looked at
 */
public record Assessment(Incident incident, List<Look> looks) {

    public Assessment {
        Objects.requireNonNull(incident, "incident");
        looks = List.copyOf(looks);
    }

    /** The newest backup from before the damage, with what a restore of it would do now; empty if there is none. */
    public Optional<Look> sound() {
        return looks.stream().filter(look -> look.verdict() == Verdict.SOUND).findFirst();
    }

    /**
     * One backup, compared with the tenant as it is now.
     *
     * @param backup which
     * @param verdict what it is good for
     * @param plan what a restore of it would do; null if it could not be compared
     * @param remark why it could not
     */
    public record Look(
            BackupId backup,
            Verdict verdict,
            @Nullable RestorePlan plan,
            @Nullable String remark) {

        public Look {
            Objects.requireNonNull(backup, "backup");
            Objects.requireNonNull(verdict, "verdict");
        }

        public Optional<RestorePlan> comparison() {
            return Optional.ofNullable(plan);
        }
    }

    /** What a backup is good for. */
    public enum Verdict {
        /** It is from before the damage. */
        SOUND,
        /** It has the damage itself. */
        DAMAGED,
        /** It is incomplete, or can't be read. */
        UNUSABLE
    }
}
