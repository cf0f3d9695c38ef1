// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.schema;

import static dev.tenantbackup.examples.platform.schema.Type.Simple.BIGINT;
import static dev.tenantbackup.examples.platform.schema.Type.Simple.INSTANT;
import static dev.tenantbackup.examples.platform.schema.Values.interleavedId;
import static dev.tenantbackup.examples.platform.schema.Values.keyOf;
import static dev.tenantbackup.examples.platform.schema.Values.moment;
import static dev.tenantbackup.examples.platform.schema.Values.nothing;
import static dev.tenantbackup.examples.platform.schema.Values.tenantNumber;

import dev.tenantbackup.examples.platform.schema.Column.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Describes one table, column by column. What says "last" in its description changes what was added just before. */
public final class TableBuilder {

    private final String name;
    private final Rows rows;
    private final List<Column> columns = new ArrayList<>();
    private final List<String> primaryKey = new ArrayList<>();
    private final List<ForeignKey> foreignKeys = new ArrayList<>();
    private final List<List<String>> uniqueKeys = new ArrayList<>();
    private final Map<String, String> checks = new LinkedHashMap<>();
    private final List<List<String>> indexes = new ArrayList<>();

    TableBuilder(String name, Rows rows) {
        this.name = name;
        this.rows = rows;
    }

    /** A numbered primary key that accepts explicit numbers. */
    public TableBuilder id() {
        return numbered(Origin.IDENTITY, "");
    }

    /** A numbered primary key that refuses explicit numbers, on products that know the difference. */
    public TableBuilder idAlways() {
        return numbered(Origin.IDENTITY_ALWAYS, "");
    }

    /** A primary key numbered by a sequence of its own. */
    public TableBuilder idFrom(String sequence) {
        return numbered(Origin.SEQUENCE, sequence);
    }

    /** A numbered primary key of a table that is no tenant's. */
    public TableBuilder sharedId() {
        columns.add(Column.notNull("id", BIGINT, Values.sharedId()).from(Origin.IDENTITY, ""));
        return primaryKey("id");
    }

    private TableBuilder numbered(Origin origin, String sequence) {
        columns.add(Column.notNull("id", BIGINT, interleavedId()).from(origin, sequence));
        return primaryKey("id");
    }

    /** The tenant column: whose row it is. */
    public TableBuilder restaurant() {
        return reference("restaurant_id", BIGINT, "restaurants", "id", OnDelete.NO_ACTION, tenantNumber());
    }

    /** A column that is never null. */
    public TableBuilder column(String column, Type type, Value value) {
        columns.add(Column.notNull(column, type, value));
        return this;
    }

    /** A column that may be null. */
    public TableBuilder nullable(String column, Type type, Value value) {
        columns.add(Column.nullable(column, type, value));
        return this;
    }

    /** A column that the database computes from others of the same row. */
    public TableBuilder computed(String column, Type type, String expression) {
        columns.add(Column.nullable(column, type, nothing()).from(Origin.COMPUTED, expression));
        return this;
    }

    /** A column that the database sets to the present on every update, whatever the statement says. */
    public TableBuilder touched(String column) {
        columns.add(Column.notNull(column, INSTANT, moment()).from(Origin.TOUCHED, ""));
        return this;
    }

    /** Gives the last column a default. */
    public TableBuilder withDefault(String expression) {
        int last = columns.size() - 1;
        columns.set(last, columns.get(last).from(Origin.DEFAULT, expression));
        return this;
    }

    /** A reference to a table's {@code id} that is never null; a tenant's rows take its target rows in turn. */
    public TableBuilder reference(String column, String target) {
        return reference(column, target, OnDelete.NO_ACTION);
    }

    /** The same with a delete rule. */
    public TableBuilder reference(String column, String target, OnDelete onDelete) {
        return reference(column, target, onDelete, keyOf(target));
    }

    /** The same with a choice of target rows. */
    public TableBuilder reference(String column, String target, OnDelete onDelete, Value value) {
        return reference(column, BIGINT, target, "id", onDelete, value);
    }

    /** A reference, never null, to a key that isn't a numbered id. */
    public TableBuilder reference(
            String column, Type type, String target, String targetColumn, OnDelete onDelete, Value value) {
        columns.add(Column.notNull(column, type, value));
        return foreignKey(List.of(column), target, List.of(targetColumn), onDelete);
    }

    /** A reference to a table's {@code id} that may be null. */
    public TableBuilder nullableReference(String column, String target, OnDelete onDelete, Value value) {
        return nullableReference(column, BIGINT, target, "id", onDelete, value);
    }

    /** A reference that may be null to a key that isn't a numbered id. */
    public TableBuilder nullableReference(
            String column, Type type, String target, String targetColumn, OnDelete onDelete, Value value) {
        columns.add(Column.nullable(column, type, value));
        return foreignKey(List.of(column), target, List.of(targetColumn), onDelete);
    }

    /** A foreign key over columns that are already described. */
    public TableBuilder foreignKey(
            List<String> referring, String target, List<String> targetColumns, OnDelete onDelete) {
        foreignKeys.add(new ForeignKey(referring, target, targetColumns, onDelete, false, false));
        return this;
    }

    /** The last foreign key closes a cycle: its columns are filled after all tables have rows. */
    public TableBuilder closingCycle() {
        int last = foreignKeys.size() - 1;
        foreignKeys.set(last, foreignKeys.get(last).closingCycle());
        return this;
    }

    /** The last foreign key is checked at commit, on products that can do that. */
    public TableBuilder checkedAtCommit() {
        int last = foreignKeys.size() - 1;
        foreignKeys.set(last, foreignKeys.get(last).checkedAtCommit());
        return this;
    }

    /** Names the primary key's columns. */
    public TableBuilder primaryKey(String... key) {
        primaryKey.addAll(List.of(key));
        return this;
    }

    /** Adds a unique constraint. */
    public TableBuilder unique(String... key) {
        uniqueKeys.add(List.of(key));
        return this;
    }

    /** Adds a check constraint; its name is prefixed with the table's. */
    public TableBuilder check(String constraint, String condition) {
        checks.put("ck_" + name + "_" + constraint, condition);
        return this;
    }

    /** Adds an index; columns of foreign keys have one anyway. */
    public TableBuilder index(String... indexed) {
        indexes.add(List.of(indexed));
        return this;
    }

    /** Ends the description. */
    public Table build() {
        return new Table(name, rows, columns, primaryKey, foreignKeys, uniqueKeys, checks, indexes);
    }
}
