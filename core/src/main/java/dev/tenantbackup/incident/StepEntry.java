// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.incident;

import dev.tenantbackup.operation.Actor;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What happened at one attempt at a step: evidence, never changed afterwards.
 *
 * @param step which
 * @param outcome how it ended
 * @param at when
 * @param actor who took it
 * @param facts figures and names by what they are, in the order in which they read best
 * @param remarks what a person should read beside them, a line each
 */
public record StepEntry(
        IncidentStep step, Outcome outcome, Instant at, Actor actor, Map<String, String> facts, List<String> remarks) {

    public StepEntry {
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(actor, "actor");
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        remarks = List.copyOf(remarks);
    }

    public Optional<String> fact(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    /** How an attempt ended. */
    public enum Outcome {
        /** It was begun; if nothing follows, it was interrupted. */
        BEGUN,
        /** It was taken. */
        DONE,
        /** It failed, and has to be taken again. */
        FAILED,
        /** It can't be taken here; a remark says why. */
        SKIPPED;

        /** A stable word for it: {@code done}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
