// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.dialect;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;

/** Reads canonical texts strictly: {@code 007} or an upper-case UUID is the canonical text of no value. */
final class CanonicalText {

    private CanonicalText() {}

    /** No integer type holds more than a long does. */
    static Optional<Long> integer(String text) {
        try {
            long number = Long.parseLong(text);
            return Long.toString(number).equals(text) ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException notAnInteger) {
            return Optional.empty();
        }
    }

    /** Without exponent: one of nine digits would be a text of a gigabyte. */
    static Optional<BigDecimal> number(String text) {
        if (text.indexOf('E') >= 0 || text.indexOf('e') >= 0) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return number.toPlainString().equals(text) ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    static Optional<String> uuid(String text) {
        try {
            return UUID.fromString(text).toString().equals(text) ? Optional.of(text) : Optional.empty();
        } catch (IllegalArgumentException notAUuid) {
            return Optional.empty();
        }
    }

    static Optional<Boolean> bool(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
