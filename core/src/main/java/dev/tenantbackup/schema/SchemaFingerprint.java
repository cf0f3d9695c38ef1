// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Says in one word whether two databases declare some tables alike: same columns (name, type, form, nullability,
 * generated or not), primary keys, unique keys and foreign keys.
 *
 * <p>The order of columns, names of constraints, indexes, triggers and defaults don't count. Equal fingerprints need no
 * closer look; different ones say that one is due. {@code docs/archive-format.md} defines it to the byte.
 */
public final class SchemaFingerprint {

    private static final Comparator<String> BY_BYTES =
            Comparator.comparing(text -> text.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private SchemaFingerprint() {}

    /** The fingerprint of these tables, in whatever order they come: a SHA-256 digest in lower-case hex. */
    public static String of(Collection<TableSchema> tables) {
        return HexFormat.of().formatHex(sha256(describe(tables)));
    }

    static String describe(Collection<TableSchema> tables) {
        List<String> lines = new ArrayList<>();
        tables.stream().sorted(Comparator.comparing(TableSchema::name)).forEach(table -> describe(table, lines));
        return String.join("", lines);
    }

    private static void describe(TableSchema table, List<String> lines) {
        String schema = table.name().schema();
        lines.add(
                line(List.of("table", schema == null ? "" : schema, table.name().name())));
        lines.addAll(sorted(table.columns().stream()
                .map(column -> List.of(
                        "column",
                        column.name(),
                        column.type(),
                        column.form().name().toLowerCase(Locale.ROOT),
                        column.nullable() ? "nullable" : "not null",
                        column.generated() ? "generated" : "stored"))
                .toList()));
        lines.add(line(prepended("primary", table.keyColumns())));
        lines.addAll(sorted(table.uniqueKeys().stream()
                .map(key -> prepended("unique", key.columns()))
                .toList()));
        lines.addAll(sorted(
                table.foreignKeys().stream().map(SchemaFingerprint::foreignKey).toList()));
    }

    private static List<String> foreignKey(ForeignKey key) {
        List<String> fields = new ArrayList<>(List.of("foreign"));
        for (int i = 0; i < key.columns().size(); i++) {
            fields.add(key.columns().get(i));
            fields.add(key.parentColumns().get(i));
        }
        String schema = key.parent().schema();
        fields.add(schema == null ? "" : schema);
        fields.add(key.parent().name());
        fields.add(key.onDelete().name().toLowerCase(Locale.ROOT));
        return fields;
    }

    private static List<String> prepended(String first, List<String> rest) {
        List<String> fields = new ArrayList<>(List.of(first));
        fields.addAll(rest);
        return fields;
    }

    private static List<String> sorted(List<List<String>> facts) {
        return facts.stream().map(SchemaFingerprint::line).sorted(BY_BYTES).toList();
    }

    private static String line(List<String> fields) {
        StringBuilder line = new StringBuilder();
        for (String field : fields) {
            line.append(field.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n"))
                    .append('\t');
        }
        return line.append('\n').toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
