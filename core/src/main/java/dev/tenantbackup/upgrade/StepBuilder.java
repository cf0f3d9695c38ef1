// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.upgrade;

import dev.tenantbackup.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gathers the changes of one step, in the order in which they are made. For one thread. */
public final class StepBuilder {

    private final @Nullable String from;
    private final @Nullable String to;
    private final List<SchemaChange> changes = new ArrayList<>();

    private StepBuilder(@Nullable String from, @Nullable String to) {
        this.from = from;
        this.to = to;
    }

    /** A step that the schemas alone choose: a change applies if the archive is as before it and the database as after. */
    public static StepBuilder bySchema() {
        return new StepBuilder(null, null);
    }

    /** A step for backups whose recorded schema head is older than this one. */
    public static StepBuilder to(String head) {
        return new StepBuilder(null, Objects.requireNonNull(head, "head"));
    }

    /** A step that leads from one recorded schema head to another. */
    public static StepBuilder between(String from, String to) {
        return new StepBuilder(Objects.requireNonNull(from, "from"), Objects.requireNonNull(to, "to"));
    }

    public StepBuilder change(SchemaChange change) {
        changes.add(Objects.requireNonNull(change, "change"));
        return this;
    }

    public StepBuilder renameTable(String table, String to) {
        return change(new SchemaChange.RenameTable(TableName.parse(table), TableName.parse(to)));
    }

    public StepBuilder renameColumn(String table, String column, String to) {
        return change(new SchemaChange.RenameColumn(TableName.parse(table), column, to));
    }

    /** A value for rows that have none: see {@link SchemaChange.DefaultValue}. */
    public StepBuilder defaultValue(String table, String column, String value) {
        return change(new SchemaChange.DefaultValue(TableName.parse(table), column, value));
    }

    /** Leaves the table's rows behind. */
    public StepBuilder dropTable(String table, String because) {
        return change(new SchemaChange.DropTable(TableName.parse(table), because));
    }

    /** Leaves the column's values behind. */
    public StepBuilder dropColumn(String table, String column, String because) {
        return change(new SchemaChange.DropColumn(TableName.parse(table), column, because));
    }

    public StepBuilder convert(String table, String column, Conversion conversion) {
        return change(new SchemaChange.ConvertColumn(TableName.parse(table), column, conversion));
    }

    /** Rows are told apart by the key that the table has now. */
    public StepBuilder changeKey(String table) {
        return change(new SchemaChange.ChangeKey(TableName.parse(table)));
    }

    /** Computes columns out of others: see {@link SchemaChange.TransformRows}. */
    public StepBuilder transform(String table, List<String> from, List<String> to, String upgrade) {
        return change(new SchemaChange.TransformRows(TableName.parse(table), from, to, upgrade));
    }

    public UpgradeStep build() {
        return new UpgradeStep(from, to, changes);
    }
}
