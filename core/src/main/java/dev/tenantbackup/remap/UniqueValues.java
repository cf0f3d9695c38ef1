// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.remap;

import dev.tenantbackup.catalog.UniqueRule;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes values that must be unique across tenants free again: a suffix that tells the new tenant, or a new random value
 * of the same shape.
 */
public final class UniqueValues {

    private static final String DIGITS = "0123456789";
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /** Among a million texts that are cut, two get the same mark once in some seven thousand times. */
    private static final int MARK_LENGTH = 10;

    private final String tag;
    private final SecureRandom random;

    /**
     * @param tag what tells the new tenant's values from all others: short, letters and digits
     */
    public UniqueValues(String tag) {
        this.tag = tag;
        this.random = new SecureRandom();
    }

    /** The new value under a rule; null stays null. */
    public @Nullable String renew(@Nullable String value, UniqueRule rule, @Nullable Integer maxLength) {
        if (value == null) {
            return null;
        }
        return switch (rule) {
            case KEEP -> value;
            case NULL -> null;
            case MINT -> mint(value);
            case SUFFIX -> suffix(value, maxLength);
        };
    }

    /**
     * Appends the tag: {@code casa} becomes {@code casa-7}, {@code ana@example.org} becomes {@code ana+7@example.org}.
     *
     * <p>A text that would grow over its limit loses characters, and gets a mark made of tag and whole text instead of the
     * tag: texts that differ at their end only go on differing. An address whose domain leaves no room for that is treated
     * as any other text, and a limit shorter than the mark gets as much of the mark as it holds.
     */
    String suffix(String value, @Nullable Integer maxLength) {
        int at = value.lastIndexOf('@');
        boolean mail = at > 0 && value.indexOf('.', at) > 0;
        String text = mail ? value.substring(0, at) + "+" + tag + value.substring(at) : value + "-" + tag;
        if (maxLength == null || length(text) <= maxLength) {
            return text;
        }
        String mark = mark(value);
        if (mail) {
            String tail = "+" + mark + value.substring(at);
            if (length(tail) < maxLength) {
                return start(value.substring(0, at), maxLength - length(tail)) + tail;
            }
        }
        return mark.length() >= maxLength
                ? mark.substring(0, maxLength)
                : start(value, maxLength - mark.length() - 1) + "-" + mark;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String start(String text, int length) {
        return text.substring(0, text.offsetByCodePoints(0, Math.min(length, length(text))));
    }

    /** Small letters and digits that stand for a text under this tag. */
    private String mark(String value) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest((tag + '\n' + value).getBytes(StandardCharsets.UTF_8));
            String digits = new BigInteger(1, digest).toString(Character.MAX_RADIX);
            return digits.substring(digits.length() - MARK_LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * A UUID for a UUID; hex digits for a text of digits and the letters a to f, if there is a letter among them; else
     * each digit, lower-case and upper-case letter is replaced by a random one of its kind.
     */
    String mint(String value) {
        if (isUuid(value)) {
            return UUID.randomUUID().toString();
        }
        String hexDigits = hexDigits(value);
        StringBuilder text = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            text.append(mint(value.charAt(i), hexDigits));
        }
        return text.toString();
    }

    private char mint(char c, String hexDigits) {
        if (!hexDigits.isEmpty()) {
            return pick(hexDigits);
        } else if (c >= '0' && c <= '9') {
            return pick(DIGITS);
        } else if (c >= 'a' && c <= 'z') {
            return pick(LOWER);
        } else if (c >= 'A' && c <= 'Z') {
            return pick(UPPER);
        }
        return c;
    }

    private char pick(String from) {
        return from.charAt(random.nextInt(from.length()));
    }

    /** The digits of a hex text, in its case; nothing for any other text, or for one that may as well be decimal. */
    private static String hexDigits(String value) {
        for (String letters : List.of("abcdef", "ABCDEF")) {
            String digits = DIGITS + letters;
            if (value.chars().allMatch(c -> digits.indexOf(c) >= 0)
                    && value.chars().anyMatch(c -> letters.indexOf(c) >= 0)) {
                return digits;
            }
        }
        return "";
    }

    private static boolean isUuid(String value) {
        if (value.length() != 36) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash != (value.charAt(i) == '-') || (!dash && Character.digit(value.charAt(i), 16) < 0)) {
                return false;
            }
        }
        return true;
    }
}
