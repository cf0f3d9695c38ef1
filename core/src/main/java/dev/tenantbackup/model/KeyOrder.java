// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order in which rows are read, compared and archived: numbers by value, everything else by the bytes of its text
 * (code points, which is the order of UTF-8), NULL first. The same in Java and in every database.
 *
 * <p>Numbers of one value and different texts, 12.50 and 12.5, are different keys, ordered by their texts; no table has both.
 */
public final class KeyOrder implements Comparator<Row> {

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
            int order = compareValues(left.value(positions[i]), right.value(positions[i]), numeric[i]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compareValues(@Nullable String left, @Nullable String right, boolean numeric) {
        if (left == null || right == null) {
            return left == null ? (right == null ? 0 : -1) : 1;
        }
        if (!numeric) {
            return compareBytes(left, right);
        }
        int order = compareNumbers(left, right);
        return order != 0 ? order : compareBytes(left, right);
    }

    /** Compares two numbers' texts by value, as databases do: minus infinity, numbers, infinity, NaN. */
    public static int compareNumbers(String left, String right) {
        if (isShortInteger(left) && isShortInteger(right)) {
            return Long.compare(Long.parseLong(left), Long.parseLong(right));
        }
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

    private static boolean isShortInteger(String text) {
        int length = text.length();
        if (length == 0 || length > 18) {
            return false;
        }
        for (int i = text.charAt(0) == '-' && length > 1 ? 1 : 0; i < length; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return false;
            }
        }
        return true;
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
