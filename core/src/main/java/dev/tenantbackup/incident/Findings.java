// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.incident;

import dev.tenantbackup.incident.Assessment.Look;
import dev.tenantbackup.incident.Assessment.Verdict;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.plan.RestorePlan;
import dev.tenantbackup.plan.TableChanges;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An assessment as evidence: keys of rows and counts, never what rows hold. */
final class Findings {

    private static final int MOST_KEYS = 5;

    private final List<Look> looks;

    Findings(List<Look> looks) {
        this.looks = List.copyOf(looks);
    }

    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(Facts.LOOKED_AT, Integer.toString(looks.size()));
        for (Look look : looks) {
            RestorePlan plan = look.plan();
            if (look.verdict() == Verdict.SOUND && plan != null) {
                TableChanges total = plan.total();
                facts.put(Facts.BACKUP, look.backup().value());
                facts.put(Facts.MISSING, Long.toString(total.inserted()));
                facts.put(Facts.CHANGED, Long.toString(total.updated()));
                facts.put(Facts.ADDED, Long.toString(total.deleted()));
            }
        }
        return facts;
    }

    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        for (Look look : looks) {
            RestorePlan plan = look.plan();
            if (plan == null) {
                remarks.add("Backup " + look.backup() + " can't be used: " + look.remark());
            } else if (look.verdict() == Verdict.DAMAGED) {
                remarks.add("Backup " + look.backup() + " has the damage itself: " + counts(plan.total()) + ".");
            } else {
                remarks.add("Backup " + look.backup() + " is from before the damage: " + counts(plan.total()) + ".");
                plan.tables().forEach((table, changes) -> {
                    if (!changes.isEmpty()) {
                        remarks.add("Table " + table + ": " + counts(changes) + keys(changes) + ".");
                    }
                });
                plan.conflicts().forEach(conflict -> remarks.add("In the way of a restore: " + conflict.message()));
            }
        }
        return remarks;
    }

    private static String counts(TableChanges changes) {
        return changes.inserted() + " rows missing now, " + changes.updated() + " changed, " + changes.deleted()
                + " added";
    }

    private static String keys(TableChanges changes) {
        return keys(" missing ", changes.insertedKeys())
                + keys(" changed ", changes.updatedKeys())
                + keys(" added ", changes.deletedKeys());
    }

    private static String keys(String word, List<RowKey> keys) {
        return keys.isEmpty()
                ? ""
                : ";" + word
                        + keys.stream().limit(MOST_KEYS).map(RowKey::toString).collect(Collectors.joining(", "))
                        + (keys.size() > MOST_KEYS ? " and more" : "");
    }
}
