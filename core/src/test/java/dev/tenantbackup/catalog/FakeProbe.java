// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** A probe that answers what a test told it, remembers what it was asked, and else sees nothing. */
final class FakeProbe implements SchemaProbe {

    private final Map<String, Overlap> overlaps = new HashMap<>();
    private final Map<String, List<String>> values = new HashMap<>();
    private final Map<String, List<String>> documents = new HashMap<>();
    private final Map<TableName, Set<String>> keys = new HashMap<>();
    private final Map<TableName, Long> rows = new HashMap<>();
    private final List<String> questions = new ArrayList<>();

    FakeProbe overlap(String table, String column, int found, int missing) {
        overlaps.put(table + "." + column, new Overlap(found, missing));
        return this;
    }

    FakeProbe values(String table, String column, String... seen) {
        values.put(table + "." + column, List.of(seen));
        return this;
    }

    FakeProbe documents(String table, String column, String... seen) {
        documents.put(table + "." + column, List.of(seen));
        return this;
    }

    FakeProbe rows(String table, long about) {
        rows.put(TableName.of(table), about);
        return this;
    }

    FakeProbe keys(String table, String... existing) {
        keys.put(TableName.of(table), Set.of(existing));
        return this;
    }

    List<String> questions() {
        return questions;
    }

    @Override
    public Overlap overlap(TableName table, String column, TableName parent, String parentColumn, int sample) {
        questions.add(table + "." + column + " in " + parent + "." + parentColumn);
        return overlaps.getOrDefault(table + "." + column, new Overlap(0, 0));
    }

    @Override
    public List<String> distinctValues(TableName table, String column, int limit) {
        questions.add(table + "." + column);
        return values.getOrDefault(table + "." + column, List.of());
    }

    @Override
    public List<String> sample(TableName table, String column, int limit) {
        questions.add("sample of " + table + "." + column);
        return documents.getOrDefault(table + "." + column, List.of());
    }

    @Override
    public int countFound(TableName parent, String parentColumn, Collection<String> wanted) {
        questions.add(wanted.size() + " in " + parent + "." + parentColumn);
        Set<String> existing = keys.getOrDefault(parent, Set.of());
        return (int) wanted.stream().filter(existing::contains).count();
    }

    @Override
    public OptionalLong rows(TableName table) {
        Long known = rows.get(table);
        return known == null ? OptionalLong.empty() : OptionalLong.of(known);
    }
}
