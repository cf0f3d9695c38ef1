// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.upgrade;

import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Conversions that need no more than their name. */
public enum ReadyConversion implements Conversion {
    /**
     * The same value as the column writes it: a number with the column's digits behind the point, a text that is a number,
     * 1 and 0 for true and false. Loses nothing: what would lose something stays as it is, and then doesn't fit.
     */
    EXACT {
        @Override
        public String convert(String value, Column column) {
            return switch (column.form()) {
                case NUMBER -> number(truthAsNumber(value), column, RoundingMode.UNNECESSARY);
                case BOOLEAN -> truth(value);
                default -> value;
            };
        }
    },
    /** A number rounded half up to the column's digits. Loses the others. */
    ROUND {
        @Override
        public String convert(String value, Column column) {
            return number(value, column, RoundingMode.HALF_UP);
        }
    },
    /** The beginning of a text, as much of it as the column holds. Loses the rest. */
    CUT {
        @Override
        public String convert(String value, Column column) {
            OptionalInt longest = column.lengthLimit();
            boolean isLong = longest.isPresent() && value.codePointCount(0, value.length()) > longest.getAsInt();
            return isLong ? value.substring(0, value.offsetByCodePoints(0, longest.getAsInt())) : value;
        }
    },
    /** NULL in place of what doesn't fit. Loses that. */
    NULL_IF_UNFIT {
        @Override
        public @Nullable String convert(String value, Column column) {
            String exact = EXACT.convert(value, column);
            return exact != null && column.accepts(exact) ? exact : null;
        }
    };

    private static String truthAsNumber(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> "1";
            case "false" -> "0";
            default -> value;
        };
    }

    private static String truth(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "t", "1" -> "true";
            case "false", "f", "0" -> "false";
            default -> value;
        };
    }

    private static String number(String value, Column column, RoundingMode rounding) {
        if (column.form() != ValueForm.NUMBER) {
            return value;
        }
        OptionalInt digits = column.fractionDigits();
        try {
            BigDecimal number = new BigDecimal(value.trim());
            return digits.isPresent()
                    ? number.setScale(digits.getAsInt(), rounding).toPlainString()
                    : value.trim();
        } catch (ArithmeticException | NumberFormatException doesNotFit) {
            return value;
        }
    }
}
