// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.connection;

import dev.tenantbackup.catalog.RootTable.ActiveFlag;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.schema.ValueForm;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an active flag out of a simple condition: {@code active}, {@code not closed}, {@code active = true}, {@code
 * is_active = 1}. Only over a column with two values: from {@code status = 'active'} nobody can tell what an inactive
 * tenant's status is.
 */
final class ActiveCondition {

    private static final Pattern SIMPLE = Pattern.compile(
            "\\s*(?<not>not\\s+)?[\"`]?(?<column>[a-z_][a-z0-9_]*)[\"`]?(?:\\s*(?:=|\\bis\\b)\\s*(?<value>true|false|[01]))?\\s*",
            Pattern.CASE_INSENSITIVE);

    private ActiveCondition() {}

    /** The flag behind a condition, if it is that simple. */
    static Optional<ActiveFlag> flag(String condition, TableSchema root) {
        Matcher matcher = SIMPLE.matcher(condition);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String value = matcher.group("value");
        boolean positive = value == null || value.equals("1") || value.equalsIgnoreCase("true");
        boolean holdsFor = (matcher.group("not") == null) == positive;
        return column(root, matcher.group("column")).flatMap(column -> flag(column, holdsFor));
    }

    private static Optional<Column> column(TableSchema root, String name) {
        return root.find(name)
                .or(() -> root.columns().stream()
                        .filter(column -> column.name().equalsIgnoreCase(name))
                        .findFirst());
    }

    private static Optional<ActiveFlag> flag(Column column, boolean active) {
        String type = column.type().toLowerCase(Locale.ROOT);
        if (column.form() == ValueForm.BOOLEAN) {
            return Optional.of(new ActiveFlag(column.name(), Boolean.toString(active), Boolean.toString(!active)));
        }
        // MariaDB's BOOLEAN is a tinyint(1).
        if (column.form() == ValueForm.NUMBER && (type.startsWith("tinyint(1)") || type.startsWith("bit(1)"))) {
            return Optional.of(new ActiveFlag(column.name(), active ? "1" : "0", active ? "0" : "1"));
        }
        return Optional.empty();
    }
}
