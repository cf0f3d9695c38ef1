// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drill;

import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.operation.OperationContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Clears away what drills have left whose process died, or that could not do it themselves. */
final class Leftovers {

    private final DrillSteps steps;
    private final StoredDrills stored;
    private final Map<String, ScratchTarget> targets;
    private final OperationContext context;

    /**
     * @param targets by their labels: what lies elsewhere is left alone
     */
    Leftovers(DrillSteps steps, StoredDrills stored, Map<String, ScratchTarget> targets, OperationContext context) {
        this.steps = steps;
        this.stored = stored;
        this.targets = targets;
        this.context = OperationContext.of(context.actor());
    }

    /**
     * @param unheardOfSince a drill that runs and was renewed later is alive, and left alone
     * @param most how many of the newest drills are looked at
     */
    Clearance clear(Instant unheardOfSince, int most) {
        List<DrillReport> cleared = new ArrayList<>();
        List<Problem> left = new ArrayList<>();
        for (DrillReport drill : stored.newest(most).drills()) {
            boolean alive =
                    drill.outcome() == DrillOutcome.RUNNING && drill.renewedAt().isAfter(unheardOfSince);
            if (drill.scratch().discarded() || alive || !isWithinReach(drill.scratch())) {
                continue;
            }
            try {
                discard(drill.scratch());
                DrillReport over = drill.asDiscarded();
                stored.save(over);
                cleared.add(over);
            } catch (TenantBackupException failure) {
                left.add(Problem.of("What drill " + drill.id() + " left is still there as '"
                                + drill.scratch().name() + "': "
                                + failure.problem().message())
                        .withHint(failure.problem().hint().orElse(null)));
            }
        }
        return new Clearance(cleared, left);
    }

    private boolean isWithinReach(Scratch scratch) {
        return scratch.isTenant() || targets.containsKey(scratch.target());
    }

    private void discard(Scratch scratch) {
        ScratchTarget target = targets.get(scratch.target());
        if (target != null) {
            target.discard(scratch.name());
        } else {
            removeTenants(scratch, steps, context);
        }
    }

    /** The later ones first: they are copies of the earlier. */
    static void removeTenants(Scratch scratch, DrillSteps steps, OperationContext context) {
        for (int number = scratch.tenants().size(); number > 0; number--) {
            steps.remove(scratch.tenants().get(number - 1), scratch.tenantName(number), context);
        }
    }
}
