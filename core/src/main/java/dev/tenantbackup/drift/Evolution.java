// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drift;

import dev.tenantbackup.archive.Manifest;
import dev.tenantbackup.archive.ManifestTable;
import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.JsonReference;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.extract.ReorderedRows;
import dev.tenantbackup.model.KeyOrder;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.Difference;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.SchemaHead;
import dev.tenantbackup.schema.ValueForm;
import dev.tenantbackup.upgrade.SchemaChange;
import dev.tenantbackup.upgrade.UpgradeStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An archive's tables as they are after every declared change that leads from its release to the database's: what they and
 * their columns are called now, and how their rows are made.
 */
public final class Evolution {

    /** Of no archive: nothing has become anything. */
    public static final Evolution NONE = new Evolution(null, Map.of(), Map.of(), List.of());

    private final @Nullable SchemaHead head;
    private final Map<TableName, TableShape> shapes;
    private final Map<TableName, TableName> names;
    private final List<Difference> differences;

    private Evolution(
            @Nullable SchemaHead head,
            Map<TableName, TableShape> shapes,
            Map<TableName, TableName> names,
            List<Difference> differences) {
        this.head = head;
        this.shapes = shapes;
        this.names = names;
        this.differences = differences;
    }

    /** Takes an archive's tables through the changes that the catalog's upgrades declare. */
    public static Evolution of(Manifest manifest, Catalog catalog) {
        Map<TableName, TableShape> shapes = new TreeMap<>();
        manifest.allTables().forEach(table -> shapes.put(table.name(), TableShape.of(table)));
        List<Difference> differences = new ArrayList<>();
        Optional<SchemaHead> head = manifest.source().recordedHead();
        List<DueSteps.Due> due = new DueSteps(catalog.upgrades().steps())
                .between(head, catalog.schema().recordedHead());
        List<SchemaChange> ahead = due.stream()
                .map(DueSteps.Due::step)
                .map(UpgradeStep::changes)
                .flatMap(List::stream)
                .collect(Collectors.toCollection(ArrayList::new));
        for (DueSteps.Due step : due) {
            for (SchemaChange change : step.step().changes()) {
                ahead.remove(0);
                LaterChanges later = new LaterChanges(List.copyOf(ahead), catalog);
                differences.addAll(change.accept(new ShapeChanges(shapes, later, catalog, step)));
            }
        }
        Map<TableName, TableName> names = new TreeMap<>();
        shapes.forEach((now, shape) -> names.put(shape.archived().name(), now));
        differences.addAll(new TypeValues(shapes, names, catalog).translate());
        return new Evolution(head.orElse(null), shapes, names, differences);
    }

    /** The schema head that the archive recorded, if it did. */
    public Optional<SchemaHead> archivedHead() {
        return Optional.ofNullable(head);
    }

    /** What was settled by declared changes, and changes that could not be made. */
    public List<Difference> differences() {
        return List.copyOf(differences);
    }

    /** The names of now of the owned tables, in their order, or of the shared ones. */
    public Set<TableName> tables(boolean shared) {
        Set<TableName> tables = new TreeSet<>();
        shapes.forEach((name, shape) -> {
            if (shape.archived().isShared() == shared) {
                tables.add(name);
            }
        });
        return tables;
    }

    /** Whether rows come as they are archived, at most under other names. */
    public boolean changesNoRow() {
        return shapes.keySet().stream().allMatch(this::changesNoRow);
    }

    /** The archived table that became this one. */
    public ManifestTable archived(TableName now) {
        return shape(now).archived();
    }

    public List<String> columns(TableName now) {
        return shape(now).names();
    }

    /** A column as it is before it comes into the live one; empty if there is none. */
    public Optional<Column> columnThen(TableName now, String column) {
        return shape(now).columns().stream()
                .filter(candidate -> candidate.name().equals(column))
                .findFirst();
    }

    /** The primary key that rows are told apart by. */
    public List<String> key(TableName now) {
        return shape(now).key();
    }

    /** Whether a table's rows come as they are archived, at most under other names. */
    public boolean changesNoRow(TableName now) {
        return shape(now).changes().isEmpty() && !shape(now).resorted();
    }

    /** Whether every row has the key that it is archived with, at most under other names. */
    public boolean keepsKeys(TableName now) {
        return shape(now).keepsKeys();
    }

    /** Archived rows of a table as they are after all changes, in the order of their key. */
    public RowStream over(TableName now, RowStream archived) {
        TableShape shape = shape(now);
        RowStream changed = shape.over(archived);
        return shape.resorted() ? sorted(now, shape, changed) : changed;
    }

    private static RowStream sorted(TableName now, TableShape shape, RowStream rows) {
        List<Integer> positions = shape.key().stream().map(shape::position).toList();
        List<Boolean> numeric = positions.stream()
                .map(position -> shape.columns().get(position).form() == ValueForm.NUMBER)
                .toList();
        return new ReorderedRows(
                rows,
                KeyOrder.of(List.of(), List.of()),
                KeyOrder.of(positions, numeric),
                () -> Problem.of("More than " + ReorderedRows.MOST_HELD + " rows of table '" + now
                                + "' would have to be put into another order, because its key is another one now.")
                        .withTable(now)
                        .withHint(
                                "restore them into a database with the former key, and let the migration run there."));
    }

    /** What a column of an archived table is called now, if the table and the column are still there. */
    public Optional<String> column(TableName archivedTable, String column) {
        TableName now = names.get(archivedTable);
        return now == null ? Optional.empty() : shape(now).nowCalled(column);
    }

    /** An archived reference in the names of now; empty if one of them is gone. */
    public Optional<Reference> reference(Reference archived) {
        TableName table = names.get(archived.table());
        TableName parent = names.getOrDefault(archived.parent(), archived.parent());
        List<String> columns = columns(archived.table(), archived.columns());
        List<String> parentColumns = names.containsKey(archived.parent())
                ? columns(archived.parent(), archived.parentColumns())
                : archived.parentColumns();
        if (table == null
                || columns.size() != archived.columns().size()
                || parentColumns.size() != archived.parentColumns().size()) {
            return Optional.empty();
        }
        Reference.Condition when = archived.when();
        if (when != null) {
            Optional<String> column = column(archived.table(), when.column());
            if (column.isEmpty()) {
                return Optional.empty();
            }
            when = new Reference.Condition(column.get(), when.value());
        }
        return Optional.of(new Reference(
                archived.name(), table, columns, parent, parentColumns, when, archived.enforced(), archived.none()));
    }

    /** Ids in documents, in the names of now; empty if one of them is gone. */
    public Optional<JsonReference> jsonReference(TableName archivedTable, JsonReference archived) {
        TableName parent = names.getOrDefault(archived.parent(), archived.parent());
        Optional<String> parentColumn = names.containsKey(archived.parent())
                ? column(archived.parent(), archived.parentColumn())
                : Optional.of(archived.parentColumn());
        return column(archivedTable, archived.column())
                .flatMap(column -> parentColumn.map(key -> new JsonReference(column, archived.path(), parent, key)));
    }

    private List<String> columns(TableName archivedTable, List<String> archived) {
        return archived.stream()
                .flatMap(name -> column(archivedTable, name).stream())
                .toList();
    }

    /**
     * The live table with what a declared default means for its columns: a row that is there keeps what it has.
     */
    public CatalogTable keepingWhatIsFilled(CatalogTable live) {
        TableShape shape = shapes.get(live.name());
        return shape == null ? live : live.keeping(shape.filled());
    }

    TableShape shape(TableName now) {
        TableShape shape = shapes.get(now);
        if (shape == null) {
            throw new IllegalArgumentException("no archived table became '" + now + "'");
        }
        return shape;
    }
}
