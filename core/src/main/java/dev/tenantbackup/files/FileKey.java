// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.files;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a row calls a file: parts joined by slashes, such as {@code k3x9…} or {@code menus/7/soup.jpg}.
 *
 * <p>Keys come from rows and archives that anybody may have written, so what could lead out of a directory is no key:
 * nothing empty, absolute, with an empty part or one named {@code .} or {@code ..}, with a backslash, a control
 * character or an unpaired surrogate, or of more than 1,024 bytes in UTF-8. A place may refuse more than that.
 *
 * @param value the text, as the row holds it
 */
public record FileKey(String value) implements Comparable<FileKey> {

    /** What object storages allow. */
    private static final int MAX_BYTES = 1_024;

    public FileKey {
        Objects.requireNonNull(value, "value");
        Optional<String> fault = faultOf(value);
        if (fault.isPresent()) {
            throw new IllegalArgumentException("not a file's key: it " + fault.get());
        }
    }

    /**
     * A key.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static FileKey of(String value) {
        return new FileKey(value);
    }

    /** Why a text is no file's key, as the end of a sentence that begins with "it"; empty if it is one. */
    public static Optional<String> faultOf(String text) {
        if (text.isEmpty()) {
            return Optional.of("is empty");
        }
        if (text.startsWith("/")) {
            return Optional.of("begins with a slash");
        }
        if (text.indexOf('\\') >= 0) {
            return Optional.of("has a backslash");
        }
        if (text.codePoints().anyMatch(FileKey::isForbidden)) {
            return Optional.of("has a control character or half of a character");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return Optional.of("is longer than " + MAX_BYTES + " bytes");
        }
        for (String part : partsOf(text)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return Optional.of("has a part '" + part + "'");
            }
        }
        return Optional.empty();
    }

    private static boolean isForbidden(int character) {
        return Character.isISOControl(character)
                || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
    }

    private static List<String> partsOf(String text) {
        return List.of(text.split("/", -1));
    }

    /** What stands between the slashes, at least one. */
    public List<String> parts() {
        return partsOf(value);
    }

    @Override
    public int compareTo(FileKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
