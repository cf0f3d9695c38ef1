// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A SHA-256 digest.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Digest(String hex) {

    public Digest {
        Objects.requireNonNull(hex, "hex");
        if (!isValid(hex)) {
            throw new IllegalArgumentException("not a SHA-256 digest in lower-case hex: '" + hex + "'");
        }
    }

    /** Whether the text is 64 lower-case hexadecimal digits. */
    public static boolean isValid(String hex) {
        return hex.length() == 64 && hex.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    /** The digest of some bytes. */
    public static Digest of(byte[] content) {
        MessageDigest sha256 = start();
        sha256.update(content);
        return finish(sha256);
    }

    /** The digest of a text's UTF-8 bytes. */
    public static Digest of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A digest to be computed piece by piece; {@link #finish} ends it. */
    public static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The digest of what was fed to {@code sha256}, which starts anew. */
    public static Digest finish(MessageDigest sha256) {
        return new Digest(HexFormat.of().formatHex(sha256.digest()));
    }

    @Override
    public String toString() {
        return hex;
    }
}
