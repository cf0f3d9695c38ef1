// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what a person probably meant by a name that does not exist. */
public final class NearestName {

    private NearestName() {}

    /** The sentence {@code Did you mean 'orders'?}, or nothing where no candidate is near. */
    public static Optional<String> suggestion(String name, Collection<String> candidates) {
        return among(name, candidates).map(nearest -> "Did you mean '" + nearest + "'?");
    }

    /** The nearest candidate, if about a third of its letters or less would have to change. */
    static Optional<String> among(String name, Collection<String> candidates) {
        String wanted = name.toLowerCase(Locale.ROOT);
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int most = Math.min(least - 1, Math.max(1, Math.max(name.length(), candidate.length()) / 3));
            if (Math.abs(candidate.length() - name.length()) <= most) {
                int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT));
                if (distance <= most) {
                    nearest = candidate;
                    least = distance;
                }
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** How many letters must be added, removed or changed to make one text the other. */
    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(above[j], row[j - 1]));
            }
            int[] done = above;
            above = row;
            row = done;
        }
        return above[to.length()];
    }
}
