// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drift;

import dev.tenantbackup.model.TableName;
import java.util.List;
import java.util.stream.Collectors;

/** How to declare what a difference waits for, in the words of a catalog file. */
final class Decisions {

    private Decisions() {}

    static String tableGone(TableName table) {
        return declare(
                "{renameTable: " + table + ", to: <its name now>}",
                "{dropTable: " + table + ", because: <why its rows may be left behind>}");
    }

    /** @param newcomers columns of the table that the backup does not hold */
    static String columnGone(TableName table, String column, List<String> newcomers) {
        String place = table + "." + column;
        String now = newcomers.isEmpty()
                ? "<its name now>"
                : newcomers.size() == 1
                        ? newcomers.get(0)
                        : newcomers.stream().collect(Collectors.joining(" or ", "<", ">"));
        return declare(
                "{renameColumn: " + place + ", to: " + now + "}",
                "{dropColumn: " + place + ", because: <why its values may be left behind>}",
                "{transform: " + table + ", from: [" + column + "], to: [<columns>], with: <row upgrade>}");
    }

    static String columnComputed(TableName table, String column) {
        return declare("{dropColumn: " + table + "." + column + ", because: <why its values may be left behind>}");
    }

    static String valueMissing(TableName table, String column) {
        return declare("{default: " + table + "." + column + ", value: <text>}")
                + " Or give the column a default in the database.";
    }

    static String doesNotFit(TableName table, String column) {
        return declare(
                "{convert: " + table + "." + column + ", with: <exact, round, cut, null_if_unfit, or words>}",
                "{transform: " + table + ", from: [" + column + "], to: [" + column + "], with: <row upgrade>}");
    }

    static String key(TableName table) {
        return declare("{changeKey: " + table + "}");
    }

    private static String declare(String... changes) {
        return "declare in the catalog, under upgrades, " + String.join(" or ", changes) + ".";
    }
}
