// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a column can hold exactly, as far as its declaration says: lengths, ranges, digits, words. A declaration that says
 * nothing holds everything; the database still has the last word.
 */
final class ValueLimit {

    private static final Pattern LIMITED = Pattern.compile("^([a-z ]+?) ?\\((\\d+)(?:, ?(\\d+))?\\).*");
    private static final Pattern WORDS = Pattern.compile("^enum ?\\((.*)\\).*", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("'((?:[^']|'')*)'");
    private static final Pattern FRACTION = Pattern.compile("\\d{1,2}:\\d{2}:\\d{2}\\.(\\d+)");

    private static final Map<String, Integer> BYTES =
            Map.of("tinyint", 1, "smallint", 2, "mediumint", 3, "int", 4, "integer", 4, "bigint", 8);

    /** Of an unsigned integer of 64 bits. */
    private static final int MOST_DIGITS = 20;

    private ValueLimit() {}

    static boolean holds(Column column, String text) {
        return switch (column.form()) {
            case NUMBER -> holdsNumber(column.type().toLowerCase(Locale.ROOT), text);
            case BINARY -> holdsBytes(column.type().toLowerCase(Locale.ROOT), text);
            case TEXT -> holdsText(column, text);
            default -> true;
        };
    }

    private static boolean holdsNumber(String type, String text) {
        BigDecimal number;
        try {
            number = new BigDecimal(text);
        } catch (NumberFormatException notFinite) {
            return true;
        }
        // An exponent that a stranger wrote may be as great as an int: no such number is ever written out.
        long digits = (long) number.precision() - number.scale();
        Integer bytes = BYTES.get(type.split("[( ]", 2)[0]);
        if (bytes != null) {
            return number.scale() <= 0
                    && digits <= MOST_DIGITS
                    && isInRange(number.toBigInteger(), 8 * bytes, type.contains("unsigned"));
        }
        Matcher limited = LIMITED.matcher(type);
        boolean isDecimal = type.startsWith("numeric") || type.startsWith("decimal");
        if (!isDecimal || !limited.matches()) {
            return true;
        }
        int scale = limited.group(3) == null ? 0 : Integer.parseInt(limited.group(3));
        int integerDigits = Integer.parseInt(limited.group(2)) - scale;
        boolean isShort = number.signum() == 0 || digits <= integerDigits;
        return isShort && Math.max(0, number.scale()) == scale;
    }

    private static boolean isInRange(BigInteger number, int bits, boolean unsigned) {
        return unsigned ? number.signum() >= 0 && number.bitLength() <= bits : number.bitLength() < bits;
    }

    private static boolean holdsBytes(String type, String hex) {
        Matcher limited = LIMITED.matcher(type);
        return !limited.matches() || hex.length() / 2 <= Integer.parseInt(limited.group(2));
    }

    private static boolean holdsText(Column column, String text) {
        Integer longest = column.maxLength();
        if (longest != null && text.codePointCount(0, text.length()) > longest) {
            return false;
        }
        Matcher words = WORDS.matcher(column.type().replaceFirst("^(?i)enum", "enum"));
        if (words.matches()) {
            return words(words.group(1)).contains(text);
        }
        Integer digits = secondsDigits(column.type());
        Matcher fraction = FRACTION.matcher(text);
        return digits == null || !fraction.find() || fraction.group(1).length() <= digits;
    }

    private static List<String> words(String list) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(list);
        while (word.find()) {
            words.add(word.group(1).replace("''", "'"));
        }
        return words;
    }

    /** The digits behind the point of a number's type; empty if it does not say. */
    static OptionalInt fractionDigits(Column column) {
        String type = column.type().toLowerCase(Locale.ROOT);
        if (column.form() != ValueForm.NUMBER) {
            return OptionalInt.empty();
        }
        if (BYTES.containsKey(type.split("[( ]", 2)[0])) {
            return OptionalInt.of(0);
        }
        Matcher limited = LIMITED.matcher(type);
        boolean isDecimal = type.startsWith("numeric") || type.startsWith("decimal");
        return isDecimal && limited.matches()
                ? OptionalInt.of(limited.group(3) == null ? 0 : Integer.parseInt(limited.group(3)))
                : OptionalInt.empty();
    }

    /** The digits behind the second of a time's type; null if it does not say. MariaDB's have none if it does not. */
    private static @Nullable Integer secondsDigits(String type) {
        if (type.equals("datetime") || type.equals("timestamp") || type.equals("time")) {
            return 0;
        }
        String lower = type.toLowerCase(Locale.ROOT);
        Matcher limited = LIMITED.matcher(lower);
        boolean isTime = lower.startsWith("time") || lower.startsWith("datetime");
        return isTime && limited.matches() ? Integer.valueOf(limited.group(2)) : null;
    }
}
