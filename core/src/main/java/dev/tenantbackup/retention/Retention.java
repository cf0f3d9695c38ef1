// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.retention;

import dev.tenantbackup.archive.BackupKind;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Decides which backups stay. Pure: the same input gives the same decisions, and nothing is deleted here. */
public final class Retention {

    private static final Comparator<Candidate> NEWEST_FIRST = Comparator.comparing(
                    (Candidate candidate) -> candidate.backup().createdAt())
            .thenComparing(candidate -> candidate.backup().id())
            .reversed();

    private final RetentionPolicies policies;
    private final Instant now;
    private final Map<BackupId, List<String>> kept = new TreeMap<>();
    private final Map<BackupId, String> outdated = new TreeMap<>();

    private Retention(RetentionPolicies policies, Instant now) {
        this.policies = policies;
        this.now = now;
    }

    /**
     * Decides about every backup, newest first.
     *
     * <p>Each tenant's backups of a kind are a group, in which the policy's rules count complete backups only. A backup stays
     * if any rule keeps it. Whatever the rules say, these stay too: what is held; what claims to be from the future, which
     * counts for nothing else either, because a clock was wrong; each tenant's newest complete backup; and each tenant's
     * newest complete backup that is known to be intact. An incomplete backup stays until there are as many newer complete ones as the policy keeps
     * last, at least one.
     *
     * @param candidates of any tenants and kinds
     * @param now the time at which backups that were made later are from the future
     */
    public static List<Decision> decide(Collection<Candidate> candidates, RetentionPolicies policies, Instant now) {
        List<Candidate> sorted = candidates.stream().sorted(NEWEST_FIRST).toList();
        Retention retention = new Retention(policies, now);
        retention.protect(sorted);
        sorted.stream()
                .collect(Collectors.groupingBy(
                        candidate -> new Group(
                                candidate.backup().tenant(), candidate.backup().kind()),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .forEach(retention::apply);
        return sorted.stream()
                .map(candidate -> retention.decision(candidate.backup()))
                .toList();
    }

    /** What stays whatever the rules say. */
    private void protect(List<Candidate> sorted) {
        Map<TenantId, Candidate> newest = new HashMap<>();
        Map<TenantId, Candidate> newestIntact = new HashMap<>();
        for (Candidate candidate : sorted) {
            BackupRecord backup = candidate.backup();
            candidate.held().ifPresent(reason -> keep(backup, reason));
            if (isFromTheFuture(backup)) {
                keep(backup, "it claims to be from the future");
            } else if (backup.complete()) {
                newest.putIfAbsent(backup.tenant(), candidate);
                if (candidate.intact()) {
                    newestIntact.putIfAbsent(backup.tenant(), candidate);
                }
            }
        }
        newest.values().forEach(candidate -> keep(candidate.backup(), "the newest complete backup of its tenant"));
        newestIntact
                .values()
                .forEach(candidate -> keep(candidate.backup(), "the newest validated backup of its tenant"));
    }

    private void apply(Group group, List<Candidate> members) {
        RetentionPolicy policy = policies.of(group.tenant);
        RetentionRules rules = policy.of(group.kind);
        if (rules.isEmpty()) {
            members.forEach(
                    member -> keep(member.backup(), "the policy says nothing of " + group.kind.word() + " backups"));
            return;
        }
        List<BackupRecord> past = members.stream()
                .map(Candidate::backup)
                .filter(backup -> !isFromTheFuture(backup))
                .toList();
        List<BackupRecord> counted =
                past.stream().filter(BackupRecord::complete).toList();
        keepLast(counted, rules.last());
        rules.periods().forEach((period, count) -> keepNewestOf(period, count, counted, policy));
        rules.age().ifPresent(age -> {
            Instant end = policy.ageFrom() == RetentionPolicy.AgeFrom.NOW || counted.isEmpty()
                    ? now
                    : counted.get(0).createdAt();
            Instant oldest = minus(end, age);
            past.stream()
                    .filter(backup -> !backup.createdAt().isBefore(oldest))
                    .forEach(backup -> keep(backup, "not older than " + describe(age)));
        });
        for (Candidate member : members) {
            member.tags().stream()
                    .filter(rules.tags()::contains)
                    .sorted()
                    .forEach(tag -> keep(member.backup(), "tagged '" + tag + "'"));
        }
        keepIncomplete(past, Math.max(1, rules.last()));
    }

    private void keepLast(List<BackupRecord> counted, int count) {
        for (int i = 0; i < counted.size() && i < count; i++) {
            keep(counted.get(i), "last " + (i + 1) + of(count));
        }
    }

    private void keepNewestOf(Period period, int count, List<BackupRecord> counted, RetentionPolicy policy) {
        Set<String> seen = new HashSet<>();
        for (BackupRecord backup : counted) {
            String stretch = period.of(backup.createdAt().atZone(policy.zone()));
            if (seen.size() < count && seen.add(stretch)) {
                keep(backup, period.word() + " " + seen.size() + of(count) + " (" + stretch + ")");
            }
        }
    }

    private void keepIncomplete(List<BackupRecord> past, int enough) {
        int newer = 0;
        for (BackupRecord backup : past) {
            if (backup.complete()) {
                newer++;
            } else if (newer < enough) {
                keep(
                        backup,
                        "incomplete, and there are " + (newer == 0 ? "no" : "only " + newer) + " newer complete ones");
            } else {
                outdated.put(backup.id(), "incomplete, and there are newer complete ones");
            }
        }
    }

    private Decision decision(BackupRecord backup) {
        List<String> reasons = kept.get(backup.id());
        return reasons == null
                ? new Decision(
                        backup,
                        Decision.Verdict.PRUNE,
                        List.of(outdated.getOrDefault(backup.id(), "no rule keeps it any more")))
                : new Decision(backup, Decision.Verdict.KEEP, reasons);
    }

    private void keep(BackupRecord backup, String reason) {
        kept.computeIfAbsent(backup.id(), id -> new ArrayList<>()).add(reason);
    }

    private boolean isFromTheFuture(BackupRecord backup) {
        return backup.createdAt().isAfter(now);
    }

    /** A time before which nothing lies if it can't be represented. */
    private static Instant minus(Instant end, Duration age) {
        return Duration.between(Instant.MIN, end).compareTo(age) < 0 ? Instant.MIN : end.minus(age);
    }

    private static String of(int count) {
        return count == RetentionRules.ALL ? "" : " of " + count;
    }

    private static String describe(Duration age) {
        return age.toHoursPart() == 0 && age.toMinutesPart() == 0 && age.toSecondsPart() == 0 && age.toNanosPart() == 0
                ? age.toDays() + (age.toDays() == 1 ? " day" : " days")
                : age.toString().substring(1).replace("T", "").toLowerCase(Locale.ROOT);
    }

    /** What is counted together. */
    private record Group(TenantId tenant, BackupKind kind) {}
}
