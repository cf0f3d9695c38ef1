// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drill;

import dev.tenantbackup.operation.OperationListener;
import dev.tenantbackup.operation.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures how long each phase of a piece of work takes, by what it reports of itself, and passes that on. */
final class PhaseClock implements OperationListener {

    private final InstantSource clock;
    private final OperationListener next;
    private final Map<String, DrillPhase> phases = new LinkedHashMap<>();
    private String phase = "";
    private boolean recovery;
    private Instant since = Instant.EPOCH;

    PhaseClock(InstantSource clock, OperationListener next) {
        this.clock = clock;
        this.next = next;
    }

    /** A phase begins that a recovery goes through; what it reports of itself divides it further. */
    void recovery(String name) {
        enter(name, true);
    }

    /** A phase begins that only the drill goes through, whatever it reports of itself. */
    void drillOnly(String name) {
        enter(name, false);
    }

    private void enter(String name, boolean ofRecovery) {
        stop();
        phase = name;
        recovery = ofRecovery;
        since = clock.instant();
    }

    @Override
    public void progressed(Progress progress) {
        if (recovery && !progress.phase().equals(phase)) {
            enter(progress.phase(), true);
        }
        next.progressed(progress);
    }

    /** The phase at hand ends. */
    void stop() {
        if (phase.isEmpty()) {
            return;
        }
        Duration measured = Duration.between(since, clock.instant());
        // a clock may be set back
        Duration passed = measured.isNegative() ? Duration.ZERO : measured;
        boolean counts = recovery;
        phases.merge(
                phase,
                new DrillPhase(phase, passed, counts),
                (before, now) -> new DrillPhase(before.name(), before.duration().plus(now.duration()), counts));
        phase = "";
    }

    /** The phases that have ended, in the order in which they first began. */
    List<DrillPhase> phases() {
        return new ArrayList<>(phases.values());
    }
}
