// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.remap;

import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes keys for copies of files: random ones, that nobody has.
 *
 * <p>A key of one word without a dot ({@code k3x9qm0ytz…}, a UUID) gets random characters of the same kinds. Any other
 * keeps its directories and its ending: {@code menus/7/soup.jpg} becomes {@code menus/7/soup-4f0k…2x.jpg}, and where the
 * column is too short the name gives way. At least 12 of the new characters are random, about 60 bits.
 */
public final class FileKeyMint {

    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_LENGTH = 16;
    private static final int LEAST_RANDOM = 12;
    private static final int LONGEST_ENDING = 16;

    private final UniqueValues shapes;
    private final SecureRandom random = new SecureRandom();

    /** A mint for one operation. */
    public FileKeyMint() {
        this.shapes = new UniqueValues("");
    }

    /**
     * A new key in the manner of an old one.
     *
     * @param maxLength greatest length in characters, or null
     * @return empty if so short a key can't be told from others
     */
    public Optional<String> mint(String key, @Nullable Integer maxLength) {
        boolean isOneWord = key.indexOf('/') < 0 && key.indexOf('.') < 0;
        if (isOneWord && letters(key) >= RANDOM_LENGTH) {
            return Optional.of(shapes.mint(key));
        }
        int slash = key.lastIndexOf('/') + 1;
        int dot = key.lastIndexOf('.');
        boolean hasEnding = dot > slash && key.length() - dot <= LONGEST_ENDING;
        String ending = hasEnding ? key.substring(dot) : "";
        String name = key.substring(slash, hasEnding ? dot : key.length());
        String directories = key.substring(0, slash);
        int room = maxLength == null ? Integer.MAX_VALUE : maxLength - length(directories) - length(ending);
        if (room < LEAST_RANDOM) {
            return Optional.empty();
        }
        String mark = random(Math.min(RANDOM_LENGTH, room));
        int forName = Math.min(length(name), room - mark.length() - 1);
        String start = forName <= 0 ? "" : name.substring(0, name.offsetByCodePoints(0, forName)) + "-";
        return Optional.of(directories + start + mark + ending);
    }

    private static long letters(String key) {
        return key.chars()
                .filter(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
                .count();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private String random(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
