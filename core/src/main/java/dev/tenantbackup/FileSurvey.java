// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.catalog.FileColumn;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.files.FileKey;
import dev.tenantbackup.files.FileSink;
import dev.tenantbackup.files.StoredFile;
import dev.tenantbackup.files.UnusableKeyException;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Cancellation;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.FileChanges;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.plan.RestoreMode;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.plan.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Looks, before anything is written, which files a restore has to put: those of the rows to load that are not there, or
 * in place are there with other bytes. Reads every such file in place once, to compare. Holds every key.
 */
final class FileSurvey {

    private final LoadPlan plan;
    private final RestoreMode mode;
    private final FileSupply supply;
    private final String mark = ".before-" + UUID.randomUUID().toString().substring(0, 8);

    private final Set<String> before = new TreeSet<>();
    private final Set<String> wanted = new TreeSet<>();
    private final List<FileTask> tasks = new ArrayList<>();
    private final Set<String> missing = new TreeSet<>();
    private final List<Conflict> conflicts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long kept;
    private long unchanged;

    private FileSurvey(LoadPlan plan, RestoreMode mode, FileSupply supply) {
        this.plan = plan;
        this.mode = mode;
        this.supply = supply;
    }

    /**
     * Looks.
     *
     * @param reader shows the target as it is before the first write
     * @param rows what is loaded
     * @param newKeys what keys of files become; empty in place
     * @param sink where files are put; empty if nobody said
     */
    static FileSurvey of(
            LoadPlan plan,
            RestoreMode mode,
            TenantReader reader,
            RowSource rows,
            FileSupply supply,
            Map<String, String> newKeys,
            Optional<FileSink> sink,
            Cancellation cancellation) {
        FileSurvey survey = new FileSurvey(plan, mode, supply);
        boolean isDeclared = plan.tables().stream().anyMatch(FileSurvey::holdsKeys);
        survey.notes.addAll(supply.notes(isDeclared));
        if (isDeclared) {
            plan.target().existing().ifPresent(tenant -> survey.before.addAll(held(plan, reader, tenant)));
            Map<String, TableName> keys = survey.keysOf(rows);
            if (sink.isPresent()) {
                keys.forEach((key, table) -> {
                    cancellation.throwIfRequested();
                    survey.examine(key, table, newKeys, sink.get());
                });
            } else {
                survey.withoutSink(keys, newKeys);
            }
        }
        return survey;
    }

    private static boolean holdsKeys(TablePlan table) {
        return !table.table().files().isEmpty();
    }

    /** The keys that a tenant's rows hold, in the tables of a plan. */
    static Set<String> held(LoadPlan plan, TenantReader reader, TenantId tenant) {
        Set<String> held = new TreeSet<>();
        for (TablePlan table : plan.tables()) {
            if (holdsKeys(table)) {
                try (RowStream rows = reader.rows(table.name(), tenant)) {
                    collect(table, rows, (key, name) -> held.add(key));
                }
            }
        }
        return held;
    }

    private Map<String, TableName> keysOf(RowSource rows) {
        Map<String, TableName> keys = new TreeMap<>();
        for (TablePlan table : plan.tables()) {
            if (holdsKeys(table)) {
                try (RowStream stream = rows.rows(table.name())) {
                    collect(table, stream, keys::putIfAbsent);
                }
            }
        }
        return keys;
    }

    private static void collect(TablePlan table, RowStream rows, BiConsumer<String, TableName> keys) {
        int[] positions = table.table().files().stream()
                .map(FileColumn::column)
                .mapToInt(rows.columns()::indexOf)
                .filter(position -> position >= 0)
                .toArray();
        for (Row row = rows.next(); row != null; row = rows.next()) {
            for (int position : positions) {
                String key = row.value(position);
                if (key != null && !key.isEmpty()) {
                    keys.accept(key, table.name());
                }
            }
        }
    }

    private boolean isInPlace() {
        return plan.target() instanceof Target.InPlace;
    }

    private void withoutSink(Map<String, TableName> keys, Map<String, String> newKeys) {
        wanted.addAll(isInPlace() ? keys.keySet() : newKeys.values());
        List<String> concerned = keys.keySet().stream()
                .filter(key -> FileKey.faultOf(key).isEmpty())
                .filter(key -> isInPlace() ? supply.find(FileKey.of(key)).isPresent() : newKeys.containsKey(key))
                .toList();
        if (concerned.isEmpty()) {
            return;
        }
        String fact =
                "Rows point to " + concerned.size() + " files, and nothing says where the application keeps its files";
        if (isInPlace()) {
            notes.add(fact + ": these are left alone.");
        } else {
            TableName table =
                    keys.getOrDefault(concerned.get(0), plan.tables().get(0).name());
            conflicts.add(Conflict.of(
                    Conflict.Kind.FILES,
                    table,
                    fact + ": the copy would point to files that nobody makes.",
                    "say where the files are, to be read and written."));
        }
    }

    private void examine(String text, TableName table, Map<String, String> newKeys, FileSink sink) {
        String target = isInPlace() ? text : newKeys.get(text);
        if (target == null) {
            return;
        }
        wanted.add(target);
        if (FileKey.faultOf(text).isPresent() || FileKey.faultOf(target).isPresent()) {
            missing.add(target);
            return;
        }
        FileKey key = FileKey.of(target);
        Optional<FileSupply.Content> content = Optional.empty();
        try {
            content = supply.find(FileKey.of(text));
            examine(key, content, table, sink);
        } catch (UnusableKeyException unusable) {
            if (content.isEmpty()) {
                missing.add(target);
            } else {
                conflict(table, unusable.problem().message(), "correct the row, or leave the table out.");
            }
        }
    }

    private void examine(FileKey key, Optional<FileSupply.Content> content, TableName table, FileSink sink) {
        Optional<StoredFile> there = sink.find(key);
        if (content.isEmpty()) {
            if (there.isEmpty()) {
                missing.add(key.value());
            }
        } else if (there.isEmpty()) {
            tasks.add(new FileTask.Put(key, content.get()));
        } else if (!isInPlace() && mode == RestoreMode.APPEND) {
            kept++;
        } else if (!isInPlace()) {
            conflict(
                    table,
                    "A copy of a file is to have the key '" + key + "', and there is a file with that key already.",
                    "delete the file if nothing points to it, or declare another unique rule for the column.");
        } else if (isSame(there.get(), content.get(), sink)) {
            unchanged++;
        } else if (mode == RestoreMode.MISSING_ONLY) {
            kept++;
        } else {
            tasks.add(new FileTask.Replace(key, content.get(), FileKey.of(key.value() + mark)));
        }
    }

    private static boolean isSame(StoredFile there, FileSupply.Content content, FileSink sink) {
        boolean mayBe = there.bytes().isEmpty() || there.bytes().getAsLong() == content.bytes();
        Digest archived = content.sha256();
        return mayBe && archived != null && FileBytes.digest(sink, there.key()).equals(archived);
    }

    private void conflict(TableName table, String message, String hint) {
        conflicts.add(Conflict.of(Conflict.Kind.FILES, table, message, hint));
    }

    /** What is to be put, in the order of keys. */
    List<FileTask> tasks() {
        return tasks;
    }

    List<Conflict> conflicts() {
        return conflicts;
    }

    List<String> notes() {
        return notes;
    }

    /** The keys of all files that exist only if the restore happens, or while it does. */
    List<String> created() {
        return tasks.stream().map(task -> task.created().value()).toList();
    }

    /** What would be done, as far as that can be told before: rules and modes may have rows keep other keys. */
    FileChanges foreseen() {
        Set<String> after = new TreeSet<>(wanted);
        if (mode != RestoreMode.REPLACE) {
            after.addAll(before);
        }
        return changes(after, tasks);
    }

    /**
     * What was done.
     *
     * @param after the keys that the tenant's rows hold now
     * @param placed what was put
     */
    FileChanges changes(Set<String> after, List<FileTask> placed) {
        long put = placed.stream().filter(FileTask.Put.class::isInstance).count();
        return new FileChanges(
                put,
                placed.size() - put,
                kept,
                unchanged,
                missing.stream().filter(after::contains).toList(),
                before.stream().filter(key -> !after.contains(key)).toList());
    }
}
