// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.schema;

import java.util.List;

/** The few SQL functions that products write differently. All arguments and results are SQL expressions. */
public interface Functions {

    /** Whole-number division of two numbers that are not negative. */
    String divide(String dividend, String divisor);

    /** 2025-01-01 00:00 plus so many microseconds, without a zone. */
    String timestamp(String micros);

    /** 2025-01-01 00:00 UTC plus so many microseconds. */
    String instant(String micros);

    /** 2025-01-01 plus so many days. */
    String date(String days);

    /** Midnight plus so many seconds, at most a day. */
    String time(String seconds);

    /** MD5 of a text, as 32 lower-case hexadecimal digits. */
    String md5(String text);

    /** SHA-256 of a text, as 32 bytes. */
    String sha256(String text);

    /** A text's bytes in UTF-8. */
    String utf8(String text);

    /** Bytes from hexadecimal digits known when the statement is written. */
    String bytes(String hex);

    /** A list of values as one value. */
    String array(List<String> elements, Type.Simple type);
}
