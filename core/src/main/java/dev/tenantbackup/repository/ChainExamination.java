// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.Tombstone;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Examines a tenant's chain: whether everything that is named is there as it was, or was deleted on purpose. */
final class ChainExamination {

    /** So far the clocks of two machines may be apart. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

    private final TenantId tenant;
    private final TenantChain chain;
    private final Instant now;
    private final List<ChainProblem> problems = new ArrayList<>();

    ChainExamination(TenantId tenant, TenantChain chain, Instant now) {
        this.tenant = tenant;
        this.chain = chain;
        this.now = now;
    }

    ChainReport run(@Nullable ChainHead known) {
        chain.unreadable().forEach((backup, problem) -> add(ChainProblem.Kind.UNREADABLE, backup, problem));
        for (TenantChain.Member member : chain.records().values()) {
            examineTimes(member.backup());
            examine(member.backup().previous(), member.backup().id());
        }
        for (Tombstone tombstone : chain.tombstones().values()) {
            examine(tombstone.previous(), tombstone.id());
        }
        if (known != null) {
            examine(known);
        }
        var newest = chain.records().lastEntry();
        return new ChainReport(
                tenant,
                chain.records().size(),
                chain.tombstones().size(),
                newest == null
                        ? null
                        : new ChainHead(newest.getKey(), newest.getValue().contentSha256()),
                problems);
    }

    private void examineTimes(BackupRecord backup) {
        Instant created = backup.createdAt();
        BackupId fromTime = BackupNames.id(tenant, created, BackupNames.number(backup.id()));
        if (!BackupNames.second(fromTime).equals(BackupNames.second(backup.id()))) {
            add(
                    ChainProblem.Kind.OUT_OF_ORDER,
                    backup.id(),
                    "Backup " + backup.id() + " was made at " + created.truncatedTo(ChronoUnit.SECONDS)
                            + " according to its record, and at another time according to its id.",
                    "its record was not written by this library, or was altered; don't restore it unseen.");
        }
        if (created.isAfter(now.plus(CLOCKS_APART))) {
            add(
                    ChainProblem.Kind.FROM_THE_FUTURE,
                    backup.id(),
                    "Backup " + backup.id() + " was made at " + created + ", which is later than now, " + now + ".",
                    "see whether the clock of the machine that made it is right: until then it passes for the newest.");
        }
    }

    private void examine(BackupRecord.@Nullable Link link, BackupId from) {
        if (link == null) {
            return;
        }
        if (Records.OLDEST_FIRST.compare(link.id(), from) >= 0) {
            add(
                    ChainProblem.Kind.OUT_OF_ORDER,
                    from,
                    "Backup " + from + " names backup " + link.id() + " as the one before it, which is not older.",
                    "its record was not written by this library, or was altered; don't restore it unseen.");
            return;
        }
        Presence presence = presence(link);
        if (presence == Presence.GONE) {
            add(
                    ChainProblem.Kind.MISSING,
                    link.id(),
                    "Backup " + link.id() + " is gone, and nobody deleted it by this library: backup " + from
                            + " was made after it.",
                    "it was removed from the storage by other means, or the storage lost it; look for a copy.");
        } else if (presence == Presence.ANOTHER) {
            add(
                    ChainProblem.Kind.ALTERED,
                    link.id(),
                    "Backup " + link.id() + " is another than when backup " + from + " was made.",
                    "its record was altered or exchanged; don't restore it, look for a copy.");
        }
    }

    private void examine(ChainHead known) {
        Presence presence = presence(known.link());
        if (presence == Presence.GONE) {
            add(
                    ChainProblem.Kind.ROLLED_BACK,
                    known.backup(),
                    "Backup " + known.backup() + " of tenant '" + tenant
                            + "' was the newest that is remembered, and is gone without having been deleted by this library.",
                    "the storage may have been set back to an earlier state: what passes for the newest backup is not.");
        } else if (presence == Presence.ANOTHER) {
            add(
                    ChainProblem.Kind.ALTERED,
                    known.backup(),
                    "Backup " + known.backup() + " is another than the one that is remembered.",
                    "its record was altered or exchanged; don't restore it, look for a copy.");
        }
    }

    private Presence presence(BackupRecord.Link link) {
        TenantChain.Member member = chain.records().get(link.id());
        if (member != null) {
            return member.contentSha256().equals(link.contentSha256()) ? Presence.AS_NAMED : Presence.ANOTHER;
        }
        if (chain.unreadable().containsKey(link.id())) {
            return Presence.UNREADABLE;
        }
        Tombstone tombstone = chain.tombstones().get(link.id());
        if (tombstone != null) {
            return tombstone.fits(link) ? Presence.AS_NAMED : Presence.ANOTHER;
        }
        return Presence.GONE;
    }

    private void add(ChainProblem.Kind kind, BackupId backup, String message, String hint) {
        add(kind, backup, Problem.of(message).withHint(hint));
    }

    private void add(ChainProblem.Kind kind, BackupId backup, Problem problem) {
        problems.add(new ChainProblem(kind, backup, problem.withTenant(tenant).withBackup(backup.value())));
    }

    /** What became of a backup that something names. */
    private enum Presence {
        AS_NAMED,
        ANOTHER,
        UNREADABLE,
        GONE
    }
}
