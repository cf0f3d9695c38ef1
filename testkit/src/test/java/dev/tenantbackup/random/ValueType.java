// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

import java.util.List;
import java.util.Random;
import java.util.UUID;

/** The types that columns have, each with values that are easily confused or lost. */
enum ValueType {
    INTEGER {
        @Override
        String random(Random random, int length) {
            return pick(random, "0", "-1", "7", "2147483647", "-2147483648", String.valueOf(random.nextInt(100)));
        }
    },
    BIGINT {
        @Override
        String random(Random random, int length) {
            return pick(random, "0", "9007199254740993", "-9223372036854775808", "9223372036854775807", "12");
        }
    },
    DECIMAL {
        @Override
        String random(Random random, int length) {
            return pick(random, "0.00", "12.50", "-0.01", "99999999.99", random.nextInt(1000) + ".10");
        }
    },
    TRUTH {
        @Override
        String random(Random random, int length) {
            return random.nextBoolean() ? "true" : "false";
        }
    },
    /** Of limited length. */
    TEXT {
        @Override
        String random(Random random, int length) {
            return cut(text(random), length);
        }
    },
    LONG_TEXT {
        @Override
        String random(Random random, int length) {
            return random.nextInt(20) == 0 ? text(random).repeat(300) : text(random) + "\n" + text(random);
        }
    },
    DATE {
        @Override
        String random(Random random, int length) {
            return pick(random, "2026-02-28", "2024-02-29", "1582-10-15", "9999-12-31", "0001-01-01");
        }
    },
    MOMENT {
        @Override
        String random(Random random, int length) {
            return pick(
                    random,
                    "2026-03-29 02:30:00",
                    "2026-03-29 02:30:00.000001",
                    "1969-12-31 23:59:59.999999",
                    "2026-10-25 02:30:00.5");
        }
    },
    ZONED {
        @Override
        String random(Random random, int length) {
            return pick(
                    random, "2026-03-29 02:30:00+00", "2026-03-29 04:30:00.123456+02", "1969-12-31 23:59:59.999999-05");
        }
    },
    UNIQUE_ID {
        @Override
        String random(Random random, int length) {
            return uuid(random.nextLong(), random.nextLong());
        }
    },
    BYTES {
        @Override
        String random(Random random, int length) {
            return pick(random, "", "00", "ff00", "c328", "27220a5c00", "efbbbf");
        }
    },
    JSON {
        @Override
        String random(Random random, int length) {
            return pick(random, "null", "{}", "[1, 2.50, \"a\\\"b\"]", "{\"a\": 1e2, \"b\": null}", "\"NULL\"", "\"\"");
        }
    };

    private static final List<String> TEXTS = List.of(
            "",
            "NULL",
            "null",
            "Menu",
            "menu",
            "menu ",
            " menu",
            "caf\u00e9",
            "cafe\u0301",
            "cafe",
            "\ud83c\udf5c\ud83d\udc69\u200d\ud83c\udf73",
            "O'Hara",
            "\"quoted\"",
            "back\\slash",
            "two\nlines",
            "tab\there",
            "12.50",
            "12.5",
            "0",
            "~1~menu",
            "\ufeffbom",
            "a,b;c");

    /** A value, as text; often one that many draw. */
    abstract String random(Random random, int length);

    /** Whether a reference may be made of columns of this type, and equal texts are equal values. */
    boolean isKeyLike() {
        return this == INTEGER || this == BIGINT || this == TEXT || this == UNIQUE_ID;
    }

    /** MariaDB takes no bits for a UUID that say they are of a later version and of an older variant. */
    static String uuid(long high, long low) {
        return new UUID(high & ~0xf000 | 0x4000, low).toString();
    }

    private static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static String pick(Random random, String... values) {
        return values[random.nextInt(values.length)];
    }

    /** The first characters of a text, never half of one. */
    static String cut(String text, int length) {
        return text.codePointCount(0, text.length()) <= length
                ? text
                : text.substring(0, text.offsetByCodePoints(0, length));
    }
}
