// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which tables are claimed so far. Ownership spreads from claimed tables along references, nearest first. */
final class Claims {

    private final ReferenceGraph graph;
    private final Map<TableName, Claim> claims = new TreeMap<>();
    private final Map<TableName, List<Reference>> waitingForParent = new TreeMap<>();
    private final Set<TableName> waitingForReferrer = new TreeSet<>();
    private final Map<TableName, Claim> ready = new HashMap<>();
    private boolean certain = true;

    Claims(ReferenceGraph graph) {
        this.graph = graph;
    }

    Collection<Claim> all() {
        return claims.values();
    }

    Optional<Claim> of(TableName table) {
        return Optional.ofNullable(claims.get(table));
    }

    boolean isOwned(TableName table) {
        Claim claim = claims.get(table);
        return claim != null && claim.isOwned();
    }

    /** Whether nobody has said or found anything of the table, nor declared what to wait for. */
    boolean isFree(TableName table) {
        return !claims.containsKey(table)
                && !waitingForParent.containsKey(table)
                && !waitingForReferrer.contains(table);
    }

    /** From now on everything that follows is a proposal only. */
    void startProposing() {
        certain = false;
    }

    void claim(Claim claim) {
        claims.put(claim.table(), claim);
        if (claim.isOwned()) {
            ready.put(claim.table(), claim);
        }
    }

    /** Claims a table as soon as one of these references leads to an owned one. */
    void waitForParent(TableName table, List<Reference> steps) {
        waitingForParent.put(table, steps);
    }

    /** Claims a table as soon as an owned one refers to it. */
    void waitForReferrer(TableName table) {
        waitingForReferrer.add(table);
    }

    /** Tables whose declared ownership leads to no owned table. */
    Collection<TableName> stillWaiting() {
        Set<TableName> waiting = new TreeSet<>(waitingForReferrer);
        waiting.addAll(waitingForParent.keySet());
        return waiting;
    }

    /** Claims whatever follows from the claims there are. */
    void spread() {
        PriorityQueue<Claim> queue = new PriorityQueue<>(Claim.ORDER);
        while (!ready.isEmpty() || !queue.isEmpty()) {
            queue.addAll(ready.values());
            ready.clear();
            Claim next = queue.remove();
            for (Reference reference : graph.to(next.table())) {
                if (!claims.containsKey(reference.table())) {
                    reachReferrer(reference, next);
                }
            }
            for (Reference reference : graph.from(next.table())) {
                TableName parent = reference.parent();
                if (!claims.containsKey(parent) && waitingForReferrer.remove(parent)) {
                    claim(following(parent, Claim.Kind.REFERRED_TO, List.of(), next, reference));
                }
            }
        }
    }

    private void reachReferrer(Reference reference, Claim parent) {
        List<Reference> steps = waitingForParent.get(reference.table());
        if (steps != null) {
            if (steps.contains(reference)) {
                waitingForParent.remove(reference.table());
                claim(following(reference.table(), Claim.Kind.FIXED, steps, parent, reference));
            }
        } else if (!waitingForReferrer.contains(reference.table()) && graph.isProof(reference)) {
            claim(following(reference.table(), Claim.Kind.PROVEN, List.of(), parent, reference));
        }
    }

    private Claim following(TableName table, Claim.Kind kind, List<Reference> steps, Claim from, Reference reference) {
        return new Claim(table, kind, null, steps, from.distance() + 1, reason(from, reference));
    }

    private @Nullable String reason(Claim from, Reference reference) {
        return certain ? null : "it follows along " + reference + " once '" + from.table() + "' is decided";
    }
}
