// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drift;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.Difference;
import dev.tenantbackup.plan.Difference.Impact;
import dev.tenantbackup.plan.Difference.Kind;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import dev.tenantbackup.upgrade.Conversion;
import dev.tenantbackup.upgrade.ReadyConversion;
import dev.tenantbackup.upgrade.RowUpgrade;
import dev.tenantbackup.upgrade.SchemaChange;
import dev.tenantbackup.upgrade.SchemaChange.ChangeKey;
import dev.tenantbackup.upgrade.SchemaChange.ConvertColumn;
import dev.tenantbackup.upgrade.SchemaChange.DefaultValue;
import dev.tenantbackup.upgrade.SchemaChange.DropColumn;
import dev.tenantbackup.upgrade.SchemaChange.DropTable;
import dev.tenantbackup.upgrade.SchemaChange.RenameColumn;
import dev.tenantbackup.upgrade.SchemaChange.RenameTable;
import dev.tenantbackup.upgrade.SchemaChange.TransformRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes one change to the tables of an archive, if its turn has come; a change that finds nothing to change does nothing,
 * and what is then missing shows in the comparison. Each method tells what was settled, or why it could not be.
 */
final class ShapeChanges implements SchemaChange.Visitor<List<Difference>> {

    private final Map<TableName, TableShape> shapes;
    private final LaterChanges later;
    private final Catalog catalog;
    private final DueSteps.Due step;

    ShapeChanges(Map<TableName, TableShape> shapes, LaterChanges later, Catalog catalog, DueSteps.Due step) {
        this.shapes = shapes;
        this.later = later;
        this.catalog = catalog;
        this.step = step;
    }

    @Override
    public List<Difference> rename(RenameTable change) {
        Optional<TableName> table = find(change.table());
        boolean isFree = find(change.to()).isEmpty();
        if (table.isEmpty() || !isFree || !(step.certain() || later.arrives(change.to()))) {
            return List.of();
        }
        TableName now = later.table(change.to())
                .map(CatalogTable::name)
                .filter(name -> Spelling.alike(name, change.to()))
                .orElse(change.to());
        TableShape shape = shapes.remove(table.get());
        shapes.put(now, shape);
        return settled(Kind.TABLE_RENAMED, now, null, "Table '" + table.get() + "' is called '" + now + "' now.");
    }

    @Override
    public List<Difference> rename(RenameColumn change) {
        Optional<TableName> table = find(change.table());
        Optional<Column> column = table.flatMap(name -> shape(name).find(change.column()));
        if (column.isEmpty()
                || shape(table.get()).find(change.to()).isPresent()
                || !(step.certain() || later.arrives(change.table(), change.to()))) {
            return List.of();
        }
        String now = later.column(change.table(), change.to())
                .map(Column::name)
                .filter(change.to()::equalsIgnoreCase)
                .orElse(change.to());
        String then = column.get().name();
        shapes.put(table.get(), shape(table.get()).renamed(then, now));
        return settled(
                Kind.COLUMN_RENAMED,
                table.get(),
                now,
                "Column '" + then + "' of table '" + table.get() + "' is called '" + now + "' now.");
    }

    @Override
    public List<Difference> fill(DefaultValue change) {
        Optional<TableName> table = find(change.table());
        Optional<Column> live = later.column(change.table(), change.column());
        if (table.isEmpty() || (live.isEmpty() && !later.arrives(change.table(), change.column()))) {
            return List.of();
        }
        TableShape shape = shape(table.get());
        String value = live.map(column -> ReadyConversion.EXACT.convert(change.value(), column))
                .orElse(change.value());
        if (value == null || live.filter(column -> !column.accepts(value)).isPresent()) {
            return blocked(
                    table.get(),
                    change.column(),
                    "The declared default for column '" + change.column() + "' of table '" + table.get()
                            + "' does not fit its type.",
                    "declare a value in the form that the column's type writes.");
        }
        Optional<Column> held = shape.find(change.column());
        if (held.isPresent()) {
            boolean isDue = held.get().nullable()
                    && (step.certain()
                            || live.filter(column -> !column.nullable()).isPresent());
            return isDue ? fillNulls(table.get(), shape, held.get(), value) : List.of();
        }
        return append(table.get(), shape, change.column(), live, value);
    }

    private List<Difference> fillNulls(TableName table, TableShape shape, Column column, String value) {
        int position = shape.position(column.name());
        shapes.put(
                table,
                shape.changed(
                        Column.of(column.name(), column.type(), column.form(), false),
                        row -> row.isNull(position) ? row.with(position, value) : row));
        return settled(
                Kind.NULLABILITY,
                table,
                column.name(),
                "Rows with NULL in column '" + column.name() + "' of table '" + table + "' get the declared default.");
    }

    private List<Difference> append(
            TableName table, TableShape shape, String declared, Optional<Column> live, String value) {
        String name = live.map(Column::name).filter(declared::equalsIgnoreCase).orElse(declared);
        Column column = live.map(found -> Column.of(name, found.type(), found.form(), false))
                .orElse(Column.of(name, RowSource.MADE, ValueForm.TEXT, false));
        shapes.put(table, shape.with(column, new AppendedValue(value)).filling(name));
        return settled(
                Kind.COLUMN_NEW,
                table,
                name,
                "Archived rows get the declared default in column '" + name + "' of table '" + table
                        + "'; rows that are there keep their value.");
    }

    @Override
    public List<Difference> drop(DropTable change) {
        Optional<TableName> table = find(change.table());
        boolean isGone = later.table(change.table())
                .filter(live -> live.isOwned()
                        || table.filter(name -> shape(name).archived().isShared())
                                .isPresent())
                .isEmpty();
        if (table.isEmpty() || !(step.certain() || isGone)) {
            return List.of();
        }
        long rows = shape(table.get()).rows();
        shapes.remove(table.get());
        return List.of(Difference.settled(
                Kind.TABLE_GONE,
                table.get(),
                null,
                rows + " rows of table '" + table.get() + "' are left behind: " + change.because(),
                rows));
    }

    @Override
    public List<Difference> drop(DropColumn change) {
        Optional<TableName> table = find(change.table());
        Optional<Column> column = table.flatMap(name -> shape(name).find(change.column()));
        boolean isGone = later.column(change.table(), change.column()).isEmpty();
        if (column.isEmpty() || !(step.certain() || isGone)) {
            return List.of();
        }
        String name = column.get().name();
        if (shape(table.get()).key().contains(name) && !later.isRekeyed(change.table())) {
            return blocked(
                    table.get(),
                    name,
                    "Column '" + name + "' is part of the key of table '" + table.get() + "' in the backup.",
                    Decisions.key(table.get()));
        }
        shapes.put(table.get(), shape(table.get()).without(name));
        return settled(
                Kind.COLUMN_GONE,
                table.get(),
                name,
                "Values of column '" + name + "' of table '" + table.get() + "' are left behind: " + change.because());
    }

    @Override
    public List<Difference> convert(ConvertColumn change) {
        Optional<TableName> table = find(change.table());
        Optional<Column> column = table.flatMap(name -> shape(name).find(change.column()));
        Optional<Column> live = later.column(change.table(), change.column());
        if (column.isEmpty()
                || live.isEmpty()
                || !(step.certain() || !live.get().type().equals(column.get().type()))) {
            return List.of();
        }
        TableShape shape = shape(table.get());
        String name = column.get().name();
        int position = shape.position(name);
        Conversion conversion = change.conversion();
        Column target = live.get();
        boolean isSameType = target.type().equals(column.get().type());
        shapes.put(
                table.get(),
                shape.changed(
                        Column.of(
                                name,
                                isSameType ? RowSource.MADE : column.get().type(),
                                target.form(),
                                column.get().nullable() || !target.nullable()),
                        row -> converted(row, position, conversion, target)));
        return settled(
                Kind.TYPE,
                table.get(),
                name,
                "Values of column '" + name + "' of table '" + table.get() + "' are converted to " + target.type()
                        + ".");
    }

    private static Row converted(Row row, int position, Conversion conversion, Column target) {
        String value = row.value(position);
        return value == null ? row : row.with(position, conversion.convert(value, target));
    }

    @Override
    public List<Difference> changeKey(ChangeKey change) {
        Optional<TableName> table = find(change.table());
        Optional<CatalogTable> live = later.table(change.table());
        if (table.isEmpty() || live.isEmpty()) {
            return List.of();
        }
        List<String> key = live.get().schema().keyColumns();
        TableShape shape = shape(table.get());
        if (key.equals(shape.key()) || !shape.names().containsAll(key)) {
            return List.of();
        }
        shapes.put(table.get(), shape.keyedBy(key));
        return settled(
                Kind.KEY, table.get(), null, "Rows of table '" + table.get() + "' are told apart by " + key + " now.");
    }

    @Override
    public List<Difference> transform(TransformRows change) {
        Optional<TableName> table = find(change.table());
        if (table.isEmpty()) {
            return List.of();
        }
        TableShape shape = shape(table.get());
        List<Column> given = new ArrayList<>();
        change.from().forEach(name -> shape.find(name).ifPresent(given::add));
        List<String> made = change.to().stream()
                .filter(name -> Spelling.of(name, change.from()).isEmpty())
                .toList();
        if (given.size() != change.from().size()
                || made.stream().anyMatch(name -> shape.find(name).isPresent())
                || !(step.certain() || made.stream().allMatch(name -> later.arrives(change.table(), name)))) {
            return List.of();
        }
        if (!step.certain() && made.isEmpty() && !isToldByWhatIsGone(change)) {
            return blocked(
                    table.get(),
                    null,
                    "Nobody can tell whether row upgrade '" + change.upgrade() + "' of table '" + table.get()
                            + "' applies: it makes no new column, and the backup's or the database's schema head is not"
                            + " recorded.",
                    "declare its step with the schema heads that it leads from and to, and restore a backup that"
                            + " records its own.");
        }
        if (given.stream().anyMatch(column -> shape.key().contains(column.name()))) {
            return blocked(
                    table.get(),
                    null,
                    "Row upgrade '" + change.upgrade() + "' would change the key of table '" + table.get() + "'.",
                    "leave key columns out of it: rows are found again by them.");
        }
        Optional<RowUpgrade> upgrade = catalog.upgrades().rowUpgrade(change.upgrade());
        if (upgrade.isEmpty()) {
            return blocked(
                    table.get(),
                    null,
                    "Row upgrade '" + change.upgrade() + "' of table '" + table.get() + "' is not known here.",
                    "restore from the application that has it, or give it to the catalog by that name.");
        }
        List<Column> columns = change.to().stream()
                .map(name -> later.column(change.table(), name)
                        .map(Column::name)
                        .filter(name::equalsIgnoreCase)
                        .orElse(name))
                .map(name -> Column.of(name, RowSource.MADE, ValueForm.TEXT, true))
                .toList();
        shapes.put(table.get(), TransformedRow.of(table.get(), shape, given, columns, change.upgrade(), upgrade.get()));
        return settled(
                Kind.TRANSFORMED,
                table.get(),
                null,
                "Columns " + columns.stream().map(Column::name).toList() + " of table '" + table.get()
                        + "' are made by row upgrade '" + change.upgrade() + "'.");
    }

    private boolean isToldByWhatIsGone(TransformRows change) {
        List<String> going = change.from().stream()
                .filter(name -> Spelling.of(name, change.to()).isEmpty())
                .toList();
        return !going.isEmpty() && going.stream().noneMatch(name -> later.arrives(change.table(), name));
    }

    private Optional<TableName> find(TableName declared) {
        return Spelling.of(declared, shapes.keySet());
    }

    private TableShape shape(TableName table) {
        TableShape shape = shapes.get(table);
        if (shape == null) {
            throw new IllegalArgumentException("no archived table became '" + table + "'");
        }
        return shape;
    }

    private List<Difference> settled(Kind kind, TableName table, @Nullable String column, String message) {
        return List.of(
                Difference.settled(kind, table, column, message, shape(table).rows()));
    }

    private List<Difference> blocked(TableName table, @Nullable String column, String message, String hint) {
        return List.of(new Difference(
                Kind.CHANGE,
                Impact.BLOCKING,
                table,
                column,
                message,
                shape(table).rows(),
                List.of(),
                hint));
    }
}
