// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.model.TableName;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Any text as a name that is safe in a file name, an object key and a ZIP entry: letters, digits, {@code _} and {@code
 * -} stay, every other byte of its UTF-8 form becomes {@code %XX}. Two texts never get the same name.
 */
public final class SafeName {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private SafeName() {}

    /**
     * The safe name of a text.
     *
     * @throws IllegalArgumentException if the text has an unpaired surrogate
     */
    public static String encode(String text) {
        ByteBuffer bytes;
        try {
            bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a name with an unpaired surrogate can't be written", e);
        }
        StringBuilder name = new StringBuilder(bytes.remaining());
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (isKept(next)) {
                name.append((char) next);
            } else {
                HEX.toHexDigits(name.append('%'), next);
            }
        }
        return name.toString();
    }

    /**
     * The text of a safe name.
     *
     * @throws IllegalArgumentException if {@link #encode} makes no such name
     */
    public static String decode(String name) {
        ByteBuffer bytes = ByteBuffer.allocate(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '%' && i + 2 < name.length() && isHex(name.charAt(i + 1)) && isHex(name.charAt(i + 2))) {
                bytes.put((byte) HexFormat.fromHexDigits(name, i + 1, i + 3));
                i += 2;
            } else if (c < 0x80 && isKept((byte) c)) {
                bytes.put((byte) c);
            } else {
                throw unsafe(name);
            }
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not a safe name: '" + name + "'", e);
        }
        if (!encode(text).equals(name)) {
            throw unsafe(name);
        }
        return text;
    }

    /** {@code table}, or {@code schema.table} outside the default schema, each part as a safe name. */
    public static String ofTable(TableName table) {
        String name = encode(table.name());
        return table.schema() == null ? name : encode(table.schema()) + "." + name;
    }

    /**
     * The table of a name that {@link #ofTable} made.
     *
     * @throws IllegalArgumentException if it makes no such name
     */
    public static TableName toTable(String name) {
        int dot = name.indexOf('.');
        return dot < 0
                ? TableName.of(decode(name))
                : TableName.of(decode(name.substring(0, dot)), decode(name.substring(dot + 1)));
    }

    private static boolean isKept(byte b) {
        return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '_' || b == '-';
    }

    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
    }

    private static IllegalArgumentException unsafe(String name) {
        return new IllegalArgumentException("not a safe name: '" + name + "'");
    }
}
