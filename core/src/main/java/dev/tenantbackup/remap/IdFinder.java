// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.remap;

import dev.tenantbackup.remap.DocumentIdScanner.Found;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds the ids at some places of a text. Immutable. */
public final class IdFinder {

    private final List<JsonPath> paths = new ArrayList<>();
    private final List<TextPattern> patterns = new ArrayList<>();

    public IdFinder(List<IdPlace> places) {
        for (IdPlace place : places) {
            if (place instanceof JsonPath path) {
                paths.add(path);
            } else if (place instanceof TextPattern pattern) {
                patterns.add(pattern);
            }
        }
    }

    /**
     * The ids at each place that has one.
     *
     * @throws IllegalArgumentException if a place is a path into JSON and the text is not JSON
     */
    public Map<IdPlace, Set<String>> ids(String text) {
        Map<IdPlace, Set<String>> ids = new LinkedHashMap<>();
        find(text)
                .forEach(found -> ids.computeIfAbsent(found.place(), place -> new TreeSet<>())
                        .add(found.text()));
        return ids;
    }

    /** The ids in the order of the text. */
    List<Found> find(String text) {
        List<Found> found = new ArrayList<>();
        patterns.forEach(pattern -> found.addAll(pattern.scan(text)));
        if (!paths.isEmpty()) {
            found.addAll(DocumentIdScanner.scan(text, paths));
        }
        found.sort(Comparator.comparingInt(Found::start));
        return found;
    }
}
