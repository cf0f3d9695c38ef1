// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowBuilder;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.Utf8;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
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
    private static final HexFormat HEX = HexFormat.of();

    private final TableName table;
    private final List<Column> columns;
    private final byte[][] prefixes;
    private final ValueLimits limits;
    private final RowBuilder row;

    private byte[] line = new byte[0];
    private int at;
    private int end;
    private byte[] unescaped = new byte[256];

    /** Where the string that was found last has its bytes. */
    private byte[] text = unescaped;

    private int textFrom;
    private int textTo;

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
        this.row = new RowBuilder(prefixes.length);
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
        row.clear();
        for (int i = 0; i < prefixes.length; i++) {
            if (!take(prefixes[i])) {
                throw new MalformedRowException("column '" + columns.get(i).name() + "' is not where it should be");
            }
            value(columns.get(i));
        }
        if (at + 1 != end || line[at] != '}') {
            throw new MalformedRowException("it doesn't end after its last column");
        }
        Row decoded = row.build();
        if (!limits.allowAnythingOf(to - from)) {
            for (int i = 0; i < prefixes.length; i++) {
                requireAllowed(columns.get(i), decoded.value(i));
            }
        }
        return decoded;
    }

    private void requireAllowed(Column column, @Nullable String value) throws MalformedRowException {
        String excess = value == null ? null : limits.excess(column, value);
        if (excess != null) {
            throw new MalformedRowException("the value of column '" + column.name() + "' " + excess);
        }
    }

    private void value(Column column) throws MalformedRowException {
        if (take(NULL)) {
            row.addNull();
            return;
        }
        boolean fits =
                switch (column.form()) {
                    case NUMBER -> number();
                    case BOOLEAN -> bool();
                    case UUID -> string() && CanonicalText.isUuid(text, textFrom, textTo) && add();
                    case BINARY -> binary();
                    case TEXT, JSON -> string() && add();
                    case UNSUPPORTED -> false;
                };
        if (!fits) {
            throw new MalformedRowException(
                    "the value of column '" + column.name() + "' is not a " + Words.of(column.form()));
        }
    }

    private boolean number() {
        if (at < end && line[at] == '"') {
            return string() && !JsonNumber.isValid(text, textFrom, textTo) && add();
        }
        int from = at;
        while (at < end && line[at] != ',' && line[at] != '}') {
            at++;
        }
        return JsonNumber.isValid(line, from, at) && add(line, from, at);
    }

    private boolean bool() {
        return (take(CanonicalText.TRUE) && add(CanonicalText.TRUE, 0, CanonicalText.TRUE.length))
                || (take(CanonicalText.FALSE) && add(CanonicalText.FALSE, 0, CanonicalText.FALSE.length));
    }

    private boolean binary() {
        if (!string()) {
            return false;
        }
        byte[] base64 = Arrays.copyOfRange(text, textFrom, textTo);
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return false;
        }
        for (byte b : bytes) {
            row.put((byte) HEX.toHighHexDigit(b));
            row.put((byte) HEX.toLowHexDigit(b));
        }
        row.end();
        // The JDK's decoder also takes missing padding and stray bits behind the last byte.
        return Arrays.equals(Base64.getEncoder().encode(bytes), base64);
    }

    private boolean add() {
        return add(text, textFrom, textTo);
    }

    private boolean add(byte[] bytes, int from, int to) {
        row.add(bytes, from, to);
        return true;
    }

    /** Finds the string that begins here; false if there is none in the one spelling that the encoder uses. */
    private boolean string() {
        if (at == end || line[at] != '"') {
            return false;
        }
        int from = at + 1;
        int i = from;
        int seen = 0;
        while (i < end && line[i] != '"' && line[i] != '\\') {
            if (line[i] >= 0 && line[i] < 0x20) {
                return false;
            }
            seen |= line[i++];
        }
        if (i == end) {
            return false;
        }
        if (line[i] == '\\') {
            return escapedString(from, i);
        }
        at = i + 1;
        return found(line, from, i, seen >= 0);
    }

    private boolean escapedString(int from, int firstEscape) {
        int length = firstEscape - from;
        reserve(length);
        System.arraycopy(line, from, unescaped, 0, length);
        int i = firstEscape;
        while (i < end && line[i] != '"') {
            reserve(length + 1);
            if (line[i] == '\\') {
                int character = escape(i + 1);
                if (character < 0) {
                    return false;
                }
                unescaped[length++] = (byte) character;
                i += line[i + 1] == 'u' ? 6 : 2;
            } else if (line[i] >= 0 && line[i] < 0x20) {
                return false;
            } else {
                unescaped[length++] = line[i++];
            }
        }
        if (i >= end) {
            return false;
        }
        at = i + 1;
        return found(unescaped, 0, length, false);
    }

    private boolean found(byte[] bytes, int from, int to, boolean isAscii) {
        text = bytes;
        textFrom = from;
        textTo = to;
        return isAscii || isUtf8(bytes, from, to);
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

    private static boolean isUtf8(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            int length = bytes[i] >= 0 ? 1 : Utf8.bytesOfCharacter(bytes, i, to);
            if (length == 0) {
                return false;
            }
            i += length;
        }
        return true;
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
