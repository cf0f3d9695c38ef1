// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The order in which rows are read, compared and archived: numbers by value, everything else by the bytes of its text
 * (code points, which is the order of UTF-8), NULL first. The same in Java and in every database.
 *
 * <p>Numbers of one value and different texts, 12.50 and 12.5, are different keys, ordered by their texts; no table has both.
 */
public final class KeyOrder implements Comparator<Row> {

    /** So many digits fit into a long, a sign included. */
    private static final int MOST_DIGITS = 18;

    private final int[] positions;
    private final boolean[] numeric;

    private KeyOrder(int[] positions, boolean[] numeric) {
        this.positions = positions;
        this.numeric = numeric;
    }

    /**
     * The order of rows by some of their values.
     *
     * @param positions which values of a row make its key, most significant first
     * @param numeric which of these compare by value
     */
    public static KeyOrder of(List<Integer> positions, List<Boolean> numeric) {
        int[] places = positions.stream().mapToInt(Integer::intValue).toArray();
        boolean[] numbers = new boolean[places.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = numeric.get(i);
        }
        return new KeyOrder(places, numbers);
    }

    @Override
    public int compare(Row left, Row right) {
        for (int i = 0; i < positions.length; i++) {
            int order = compareValues(left, right, positions[i], numeric[i]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compareValues(Row left, Row right, int position, boolean numeric) {
        if (left.isNull(position) || right.isNull(position)) {
            return Boolean.compare(right.isNull(position), left.isNull(position));
        }
        int order = numeric ? compareNumbers(left, right, position) : 0;
        return order != 0
                ? order
                : Arrays.compareUnsigned(
                        left.utf8(),
                        left.from(position),
                        left.to(position),
                        right.utf8(),
                        right.from(position),
                        right.to(position));
    }

    private static int compareNumbers(Row left, Row right, int position) {
        if (isShortInteger(left, position) && isShortInteger(right, position)) {
            return Long.compare(shortInteger(left, position), shortInteger(right, position));
        }
        return compareNumbers(
                Objects.requireNonNull(left.value(position)), Objects.requireNonNull(right.value(position)));
    }

    private static boolean isShortInteger(Row row, int position) {
        byte[] text = row.utf8();
        int from = row.from(position);
        int to = row.to(position);
        if (from == to || to - from > MOST_DIGITS) {
            return false;
        }
        for (int i = text[from] == '-' && to - from > 1 ? from + 1 : from; i < to; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return false;
            }
        }
        return true;
    }

    private static long shortInteger(Row row, int position) {
        byte[] text = row.utf8();
        int from = row.from(position);
        boolean negative = text[from] == '-';
        long number = 0;
        for (int i = negative ? from + 1 : from; i < row.to(position); i++) {
            number = 10 * number + (text[i] - '0');
        }
        return negative ? -number : number;
    }

    /** Compares two numbers' texts by value, as databases do: minus infinity, numbers, infinity, NaN. */
    public static int compareNumbers(String left, String right) {
        BigDecimal leftNumber = number(left);
        BigDecimal rightNumber = number(right);
        if (leftNumber == null || rightNumber == null) {
            int order = Integer.compare(rank(leftNumber, left), rank(rightNumber, right));
            return order != 0 ? order : compareBytes(left, right);
        }
        return leftNumber.compareTo(rightNumber);
    }

    private static int rank(@Nullable BigDecimal number, String text) {
        return number != null ? 0 : text.equals("-Infinity") ? -1 : 1;
    }

    private static @Nullable BigDecimal number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException notFinite) {
            return null;
        }
    }

    /** Compares as the texts' UTF-8 bytes would: UTF-16 order, but with surrogates above all other characters. */
    public static int compareBytes(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean surrogateA = Character.isSurrogate(a);
                boolean surrogateB = Character.isSurrogate(b);
                return surrogateA == surrogateB ? Character.compare(a, b) : surrogateA ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
