// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.types;

import dev.tenantbackup.schema.ValueForm;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How canonical texts stand in an archive, from what the format's document says. */
final class ArchiveForm {

    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private ArchiveForm() {}

    static String of(ValueForm form, @Nullable String text) {
        if (text == null) {
            return "null";
        }
        return switch (form) {
            case NUMBER -> JSON_NUMBER.matcher(text).matches() ? text : string(text);
            case BOOLEAN -> text;
            case BINARY ->
                string(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(text)));
            case TEXT, UUID, JSON -> string(text);
            case UNSUPPORTED -> throw new IllegalArgumentException("has no form");
        };
    }

    private static String string(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> json.append(c < ' ' ? String.format("\\u%04X", (int) c) : String.valueOf(c));
            }
        }
        return json.append('"').toString();
    }
}
