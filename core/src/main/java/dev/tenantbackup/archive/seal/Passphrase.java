// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A secret that people can remember. Never printed. */
public final class Passphrase {

    private final String text;

    private Passphrase(String text) {
        this.text = text;
    }

    /**
     * A passphrase.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public static Passphrase of(String text) {
        Objects.requireNonNull(text, "text");
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an empty passphrase");
        }
        return new Passphrase(text);
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "a passphrase";
    }
}
