// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schema;

import dev.tenantbackup.model.TableName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Puts schemas together by hand, in as few words as a test can bear. */
public final class SchemaBuilder {

    private final List<TableSchema> tables = new ArrayList<>();

    private SchemaBuilder() {}

    public static SchemaBuilder schema() {
        return new SchemaBuilder();
    }

    /** A table; nothing in it but what is said. */
    public SchemaBuilder table(String name, Consumer<Table> content) {
        Table table = new Table(TableName.parse(name));
        content.accept(table);
        tables.add(table.build());
        return this;
    }

    public DatabaseSchema build() {
        return new DatabaseSchema("Imaginary", "1.0", tables);
    }

    /** One table under construction. Columns are NOT NULL unless said otherwise, foreign keys are indexed. */
    public static final class Table {

        private final TableName name;
        private final Map<String, Column> columns = new LinkedHashMap<>();
        private @Nullable UniqueKey primaryKey;
        private final List<UniqueKey> uniqueKeys = new ArrayList<>();
        private final List<ForeignKey> foreignKeys = new ArrayList<>();
        private final List<List<String>> indexes = new ArrayList<>();
        private final List<Trigger> triggers = new ArrayList<>();

        private Table(TableName name) {
            this.name = name;
        }

        /** The usual key: a number that the database hands out. */
        public Table id() {
            columns.put(
                    "id",
                    new Column(
                            "id",
                            "bigint",
                            ValueForm.NUMBER,
                            false,
                            false,
                            Column.Identity.BY_DEFAULT,
                            null,
                            true,
                            null));
            return key("id");
        }

        public Table number(String column) {
            return column(column, "bigint", ValueForm.NUMBER, false);
        }

        public Table numberOrNull(String column) {
            return column(column, "bigint", ValueForm.NUMBER, true);
        }

        public Table text(String column) {
            return column(column, "varchar(100)", ValueForm.TEXT, false);
        }

        public Table textOrNull(String column) {
            return column(column, "varchar(100)", ValueForm.TEXT, true);
        }

        public Table uuid(String column) {
            return column(column, "uuid", ValueForm.UUID, false);
        }

        public Table json(String column) {
            return column(column, "jsonb", ValueForm.JSON, false);
        }

        public Table column(String column, String type, ValueForm form, boolean nullable) {
            columns.put(column, Column.of(column, type, form, nullable));
            return this;
        }

        /** Changes a column said before. */
        public Table change(String column, UnaryOperator<Column> how) {
            columns.computeIfPresent(column, (name, before) -> how.apply(before));
            return this;
        }

        public Table key(String... names) {
            primaryKey = UniqueKey.of(name.name() + "_pk", names);
            return index(names);
        }

        public Table unique(String... names) {
            return unique(UniqueKey.of(name.name() + "_" + String.join("_", names) + "_key", names));
        }

        public Table unique(UniqueKey key) {
            uniqueKeys.add(key);
            return key.columns().isEmpty() ? this : index(key.columns().toArray(String[]::new));
        }

        /** A NOT NULL number that refers to the parent's id, with an index. */
        public Table refers(String column, String parent) {
            return number(column)
                    .foreignKey(List.of(column), parent, List.of("id"))
                    .index(column);
        }

        /** A nullable number that refers to the parent's id, with an index. */
        public Table mayRefer(String column, String parent) {
            return numberOrNull(column)
                    .foreignKey(List.of(column), parent, List.of("id"))
                    .index(column);
        }

        public Table foreignKey(List<String> names, String parent, List<String> parentColumns) {
            return foreignKey(names, parent, parentColumns, false);
        }

        /** A foreign key whose check may wait for the end of the transaction. */
        public Table deferrableForeignKey(List<String> names, String parent, List<String> parentColumns) {
            return foreignKey(names, parent, parentColumns, true);
        }

        private Table foreignKey(List<String> names, String parent, List<String> parentColumns, boolean deferrable) {
            foreignKeys.add(new ForeignKey(
                    name.name() + "_" + String.join("_", names) + "_fk",
                    names,
                    TableName.parse(parent),
                    parentColumns,
                    ForeignKey.DeleteRule.RESTRICT,
                    deferrable));
            return this;
        }

        public Table index(String... names) {
            indexes.add(Arrays.asList(names));
            return this;
        }

        public Table noIndexes() {
            indexes.clear();
            return this;
        }

        public Table trigger(String trigger) {
            return trigger(trigger, Trigger.Event.UPDATE);
        }

        public Table trigger(String trigger, Trigger.Event... events) {
            triggers.add(new Trigger(trigger, Set.of(events)));
            return this;
        }

        private TableSchema build() {
            return new TableSchema(
                    name, List.copyOf(columns.values()), primaryKey, uniqueKeys, foreignKeys, indexes, triggers);
        }
    }
}
