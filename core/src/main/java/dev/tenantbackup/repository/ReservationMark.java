// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a reservation holds: when it was renewed last, and what no other one has: two writers must be told apart though they
 * come at one moment.
 *
 * @param renewedAt when it was taken or renewed last, by its owner's clock
 * @param owner random
 */
record ReservationMark(Instant renewedAt, String owner) {

    /** A new owner's. */
    static ReservationMark at(Instant now) {
        return new ReservationMark(now, UUID.randomUUID().toString());
    }

    /** A mark that somebody has left; empty if it was not written by us, so that nobody can say how old it is. */
    static Optional<ReservationMark> parse(byte[] content) {
        List<String> lines = new String(content, StandardCharsets.UTF_8).lines().toList();
        try {
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new ReservationMark(Instant.parse(lines.get(0)), lines.size() > 1 ? lines.get(1) : ""));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    ReservationMark renewed(Instant now) {
        return new ReservationMark(now, owner);
    }

    /** Whether these bytes are this mark, of whatever age. */
    boolean isRenewedBy(byte[] content) {
        return parse(content).filter(mark -> mark.owner.equals(owner)).isPresent();
    }

    /** Whether its owner is taken to be dead. */
    boolean isAbandoned(Instant now) {
        return renewedAt.plus(Reservations.ABANDONED_AFTER).isBefore(now);
    }

    byte[] toBytes() {
        return (renewedAt + "\n" + owner + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
