// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drift;

import dev.tenantbackup.schema.SchemaHead;
import dev.tenantbackup.upgrade.UpgradeStep;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Chooses the steps that lead from the release of an archive to that of the database, by their recorded schema heads. Where
 * a head is not recorded, or can't be placed, the schemas have to tell.
 */
final class DueSteps {

    private static final Pattern NUMBERS = Pattern.compile("[0-9]+([._][0-9]+)*");

    private final List<UpgradeStep> steps;

    DueSteps(List<UpgradeStep> steps) {
        this.steps = steps;
    }

    /** The steps to be taken, in order. */
    List<Due> between(Optional<SchemaHead> archived, Optional<SchemaHead> live) {
        List<Due> due = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            UpgradeStep step = steps.get(i);
            Optional<Boolean> wasTaken = reached(i, archived);
            Optional<Boolean> isTaken = reached(i, live);
            if (wasTaken.orElse(false) || !isTaken.orElse(true)) {
                continue;
            }
            due.add(new Due(step, wasTaken.isPresent()));
        }
        return due;
    }

    /** Whether a head is one that a step leads to, or a later one; empty if nobody can tell. */
    private Optional<Boolean> reached(int position, Optional<SchemaHead> head) {
        Optional<String> goal = steps.get(position).after();
        if (goal.isEmpty() || head.isEmpty()) {
            return Optional.empty();
        }
        String version = head.get().version();
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).after().filter(version::equals).isPresent()) {
                return Optional.of(position <= i);
            }
            if (steps.get(i).before().filter(version::equals).isPresent()) {
                return Optional.of(position < i);
            }
        }
        return NUMBERS.matcher(version).matches() && NUMBERS.matcher(goal.get()).matches()
                ? Optional.of(compare(version, goal.get()) >= 0)
                : Optional.empty();
    }

    private static int compare(String one, String other) {
        String[] left = one.split("[._]", -1);
        String[] right = other.split("[._]", -1);
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int order = part(left, i).compareTo(part(right, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static BigInteger part(String[] parts, int position) {
        return position < parts.length ? new BigInteger(parts[position]) : BigInteger.ZERO;
    }

    /**
     * A step to be taken.
     *
     * @param certain whether the recorded heads say so; else each of its changes is made only if the archive's schema is as
     *     before it, and the live one as after
     */
    record Due(UpgradeStep step, boolean certain) {}
}
