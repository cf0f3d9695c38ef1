// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.retention;

import dev.tenantbackup.archive.BackupRecord;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Which backups stay, said once more in another way: a backup asks the others what it would have to be. */
final class RetentionModel {

    private static final Map<Period, String> PATTERNS = Map.of(
            Period.HOURLY,
            "uuuuMMddHHxxx",
            Period.DAILY,
            "uuuuMMdd",
            Period.WEEKLY,
            "YYYY'W'ww",
            Period.MONTHLY,
            "uuuuMM",
            Period.YEARLY,
            "uuuu");

    private RetentionModel() {}

    static boolean stays(Candidate one, List<Candidate> all, RetentionPolicy policy, Instant now) {
        RetentionRules rules = policy.of(one.backup().kind());
        if (one.hold() != null || at(one).isAfter(now) || rules.isEmpty()) {
            return true;
        }
        List<Candidate> tenants = all.stream()
                .filter(other -> same(one, other, false) && !at(other).isAfter(now))
                .toList();
        List<Candidate> group =
                tenants.stream().filter(other -> same(one, other, true)).toList();
        List<Candidate> newer = group.stream()
                .filter(other -> complete(other) && isNewer(other, one))
                .toList();
        if (rules.tags().stream().anyMatch(one.tags()::contains)) {
            return true;
        }
        Instant end = policy.ageFrom() == RetentionPolicy.AgeFrom.NOW
                ? now
                : group.stream()
                        .filter(RetentionModel::complete)
                        .map(RetentionModel::at)
                        .max(Comparator.naturalOrder())
                        .orElse(now);
        if (rules.age().isPresent() && !at(one).plus(rules.age().get()).isBefore(end)) {
            return true;
        }
        if (!complete(one)) {
            return newer.size() < Math.max(1, rules.last());
        }
        boolean newest = tenants.stream().noneMatch(other -> complete(other) && isNewer(other, one));
        boolean newestIntact = one.intact()
                && tenants.stream().noneMatch(other -> complete(other) && other.intact() && isNewer(other, one));
        return newest
                || newestIntact
                || newer.size() < rules.last()
                || rules.periods().entrySet().stream().anyMatch(rule -> {
                    TreeSet<String> stretches = new TreeSet<>();
                    newer.forEach(other -> stretches.add(stretch(rule.getKey(), other, policy)));
                    return stretches.size() < rule.getValue()
                            && !stretches.contains(stretch(rule.getKey(), one, policy));
                });
    }

    private static String stretch(Period period, Candidate candidate, RetentionPolicy policy) {
        DateTimeFormatter form = DateTimeFormatter.ofPattern(PATTERNS.get(period), Locale.GERMANY);
        return form.format(at(candidate).atZone(policy.zone()));
    }

    private static boolean same(Candidate one, Candidate other, boolean alsoOfKind) {
        BackupRecord a = one.backup();
        BackupRecord b = other.backup();
        return a.tenant().equals(b.tenant()) && (!alsoOfKind || a.kind() == b.kind());
    }

    private static boolean isNewer(Candidate other, Candidate one) {
        int order = at(other).compareTo(at(one));
        return order > 0
                || (order == 0 && other.backup().id().compareTo(one.backup().id()) > 0);
    }

    private static boolean complete(Candidate candidate) {
        return candidate.backup().complete();
    }

    private static Instant at(Candidate candidate) {
        return candidate.backup().createdAt();
    }
}
