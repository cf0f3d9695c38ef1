// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of one table from the bytes that {@link RowEncoder} makes, and from no others: a general JSON parser
 * would also take white space, other orders of columns, repeated columns and several spellings of one string, and
 * then equal rows could have different digests. Numbers are never computed with; their text is the value.
 *
 * <p>For one thread at a time: it keeps a buffer of the largest string seen.
 */
public final class RowDecoder {

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final char REPLACEMENT = '\uFFFD';

    private final TableName table;
    private final List<Column> columns;
    private final byte[][] prefixes;
    private final ValueLimits limits;

    private byte[] line = new byte[0];
    private int at;
    private int end;
    private byte[] unescaped = new byte[256];

    /** A decoder with {@link ArchiveLimits#DEFAULTS}; see {@link #RowDecoder(TableName, List, ArchiveLimits)}. */
    public RowDecoder(TableName table, List<Column> columns) {
        this(table, columns, ArchiveLimits.DEFAULTS);
    }

    /**
     * A decoder for rows with these columns.
     *
     * @param table for messages
     * @param columns the stored columns, in the order of every row's values; at least one
     * @param limits what is believed of single values; how long a row may be is for its caller to see
     * @throws IllegalArgumentException if a column's form is {@link ValueForm#UNSUPPORTED} or a name comes twice
     */
    public RowDecoder(TableName table, List<Column> columns, ArchiveLimits limits) {
        this.limits = new ValueLimits(limits);
        this.table = table;
        this.columns = List.copyOf(columns);
        this.prefixes = RowShape.prefixes(table, this.columns);
    }

    /**
     * The row of some bytes, from brace to brace.
     *
     * @throws ArchiveException if {@link RowEncoder} makes these bytes of no row
     */
    public Row decode(byte[] bytes) {
        try {
            return decode(bytes, 0, bytes.length);
        } catch (MalformedRowException e) {
            throw new ArchiveException(
                    Problem.of("Cannot read a row of table '" + table + "': " + e.getMessage() + ".")
                            .withTable(table),
                    e);
        }
    }

    Row decode(byte[] bytes, int from, int to) throws MalformedRowException {
        line = bytes;
        at = from;
        end = to;
        boolean harmless = limits.allowAnythingOf(to - from);
        @Nullable String[] values = new @Nullable String[prefixes.length];
        for (int i = 0; i < values.length; i++) {
            Column column = columns.get(i);
            if (!take(prefixes[i])) {
                throw new MalformedRowException("column '" + column.name() + "' is not where it should be");
            }
            values[i] = value(column);
            if (!harmless) {
                requireAllowed(column, values[i]);
            }
        }
        if (at + 1 != end || line[at] != '}') {
            throw new MalformedRowException("it doesn't end after its last column");
        }
        return Row.wrap(values);
    }

    private void requireAllowed(Column column, @Nullable String value) throws MalformedRowException {
        String excess = value == null ? null : limits.excess(column, value);
        if (excess != null) {
            throw new MalformedRowException("the value of column '" + column.name() + "' " + excess);
        }
    }

    private @Nullable String value(Column column) throws MalformedRowException {
        if (take(NULL)) {
            return null;
        }
        String value =
                switch (column.form()) {
                    case NUMBER -> number();
                    case BOOLEAN -> take(TRUE) ? "true" : take(FALSE) ? "false" : null;
                    case UUID -> uuid();
                    case BINARY -> binary();
                    case TEXT, JSON -> string();
                    case UNSUPPORTED -> null;
                };
        if (value == null) {
            throw new MalformedRowException(
                    "the value of column '" + column.name() + "' is not a " + Words.of(column.form()));
        }
        return value;
    }

    private @Nullable String number() {
        if (at < end && line[at] == '"') {
            String text = string();
            return text == null || JsonNumber.isValid(text) ? null : text;
        }
        int from = at;
        while (at < end && line[at] != ',' && line[at] != '}') {
            at++;
        }
        String text = new String(line, from, at - from, StandardCharsets.ISO_8859_1);
        return JsonNumber.isValid(text) ? text : null;
    }

    private @Nullable String uuid() {
        String text = string();
        return text == null || !CanonicalText.isUuid(text) ? null : text;
    }

    private @Nullable String binary() {
        String text = string();
        if (text == null) {
            return null;
        }
        byte[] base64 = text.getBytes(StandardCharsets.UTF_8);
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return null;
        }
        // The JDK's decoder also takes missing padding and stray bits behind the last byte.
        return Arrays.equals(Base64.getEncoder().encode(bytes), base64)
                ? HexFormat.of().formatHex(bytes)
                : null;
    }

    /** The string that begins here, or null if there is none in the one spelling that the encoder uses. */
    private @Nullable String string() {
        if (at == end || line[at] != '"') {
            return null;
        }
        int from = at + 1;
        int i = from;
        int seen = 0;
        while (i < end && line[i] != '"' && line[i] != '\\') {
            if (line[i] >= 0 && line[i] < 0x20) {
                return null;
            }
            seen |= line[i++];
        }
        if (i == end) {
            return null;
        }
        if (line[i] == '\\') {
            return escapedString(from, i);
        }
        at = i + 1;
        return seen >= 0 ? new String(line, from, i - from, StandardCharsets.ISO_8859_1) : utf8(line, from, i - from);
    }

    private @Nullable String escapedString(int from, int firstEscape) {
        int length = firstEscape - from;
        reserve(length);
        System.arraycopy(line, from, unescaped, 0, length);
        int i = firstEscape;
        while (i < end && line[i] != '"') {
            reserve(length + 1);
            if (line[i] == '\\') {
                int character = escape(i + 1);
                if (character < 0) {
                    return null;
                }
                unescaped[length++] = (byte) character;
                i += line[i + 1] == 'u' ? 6 : 2;
            } else if (line[i] >= 0 && line[i] < 0x20) {
                return null;
            } else {
                unescaped[length++] = line[i++];
            }
        }
        if (i >= end) {
            return null;
        }
        at = i + 1;
        return utf8(unescaped, 0, length);
    }

    /** The character of the escape whose letter stands at {@code i}, or -1 if the encoder writes no such escape. */
    private int escape(int i) {
        if (i >= end) {
            return -1;
        }
        return switch (line[i]) {
            case '"' -> '"';
            case '\\' -> '\\';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> controlCharacter(i + 1);
            default -> -1;
        };
    }

    private int controlCharacter(int i) {
        if (i + 4 > end || line[i] != '0' || line[i + 1] != '0' || (line[i + 2] != '0' && line[i + 2] != '1')) {
            return -1;
        }
        byte low = line[i + 3];
        boolean digit = low >= '0' && low <= '9';
        if (!digit && (low < 'A' || low > 'F')) {
            return -1;
        }
        int character = ((line[i + 2] - '0') << 4) | (digit ? low - '0' : low - 'A' + 10);
        boolean hasShortForm =
                switch (character) {
                    case '\b', '\f', '\n', '\r', '\t' -> true;
                    default -> false;
                };
        return hasShortForm ? -1 : character;
    }

    private static @Nullable String utf8(byte[] bytes, int from, int length) {
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        // Either the character itself, or what Java puts in place of malformed bytes: ask the strict decoder.
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private boolean take(byte[] expected) {
        if (end - at < expected.length
                || !Arrays.equals(line, at, at + expected.length, expected, 0, expected.length)) {
            return false;
        }
        at += expected.length;
        return true;
    }

    private void reserve(int length) {
        if (length > unescaped.length) {
            unescaped = Arrays.copyOf(unescaped, Math.max(length, 2 * unescaped.length));
        }
    }
}
