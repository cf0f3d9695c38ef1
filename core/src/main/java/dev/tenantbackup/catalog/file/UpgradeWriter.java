// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.file;

import dev.tenantbackup.upgrade.Conversion;
import dev.tenantbackup.upgrade.ReadyConversion;
import dev.tenantbackup.upgrade.SchemaChange;
import dev.tenantbackup.upgrade.SchemaChange.ChangeKey;
import dev.tenantbackup.upgrade.SchemaChange.ConvertColumn;
import dev.tenantbackup.upgrade.SchemaChange.DefaultValue;
import dev.tenantbackup.upgrade.SchemaChange.DropColumn;
import dev.tenantbackup.upgrade.SchemaChange.DropTable;
import dev.tenantbackup.upgrade.SchemaChange.RenameColumn;
import dev.tenantbackup.upgrade.SchemaChange.RenameTable;
import dev.tenantbackup.upgrade.SchemaChange.TransformRows;
import dev.tenantbackup.upgrade.UpgradeStep;
import dev.tenantbackup.upgrade.Upgrades;
import java.util.List;
import java.util.Locale;

/** Writes the steps of a host's history: the reverse of {@link UpgradeReader}. A conversion in Java has no words for it. */
final class UpgradeWriter implements SchemaChange.Visitor<Group> {

    private UpgradeWriter() {}

    static List<Node> steps(Upgrades upgrades) {
        return upgrades.steps().stream().<Node>map(UpgradeWriter::step).toList();
    }

    private static Node step(UpgradeStep step) {
        return new Group()
                .text("from", step.from())
                .text("to", step.to())
                .groups(
                        "changes",
                        step.changes().stream()
                                .map(change -> change.accept(new UpgradeWriter()))
                                .toList())
                .node();
    }

    @Override
    public Group rename(RenameTable change) {
        return of("renameTable", change).text("to", change.to().toString());
    }

    @Override
    public Group rename(RenameColumn change) {
        return of("renameColumn", change, change.column()).text("to", change.to());
    }

    @Override
    public Group fill(DefaultValue change) {
        return of("default", change, change.column()).text("value", change.value());
    }

    @Override
    public Group drop(DropTable change) {
        return of("dropTable", change).text("because", change.because());
    }

    @Override
    public Group drop(DropColumn change) {
        return of("dropColumn", change, change.column()).text("because", change.because());
    }

    @Override
    public Group convert(ConvertColumn change) {
        Group group = of("convert", change, change.column());
        Conversion conversion = change.conversion();
        if (conversion instanceof ReadyConversion ready) {
            return group.text("with", ready.name().toLowerCase(Locale.ROOT));
        }
        if (conversion instanceof Conversion.Words words) {
            Group pairs = new Group();
            words.sorted().forEach(pairs::text);
            return group.group("words", pairs);
        }
        throw new IllegalArgumentException("the conversion of column '" + change.column() + "' of table '"
                + change.table() + "' is code, which no file can hold: declare it as a row upgrade");
    }

    @Override
    public Group changeKey(ChangeKey change) {
        return of("changeKey", change);
    }

    @Override
    public Group transform(TransformRows change) {
        return of("transform", change)
                .list("from", change.from())
                .list("to", change.to())
                .text("with", change.upgrade());
    }

    private static Group of(String kind, SchemaChange change) {
        return new Group().text(kind, change.table().toString());
    }

    private static Group of(String kind, SchemaChange change, String column) {
        return new Group().text(kind, change.table() + "." + column);
    }
}
