// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.upgrade;

import dev.tenantbackup.schema.Column;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How archived values get into a column of another type. Values that then still don't fit stand in a restore's way. */
@FunctionalInterface
public interface Conversion {

    /**
     * The value as the column is to hold it. Must depend on nothing but its arguments.
     *
     * @param value an archived value, never NULL: that stays NULL
     * @param column as it is now
     * @return the value in canonical form; the same one where there is nothing to convert; null for NULL
     */
    @Nullable
    String convert(String value, Column column);

    /** Other words for some values, as when an enum's words change; all others stay. */
    static Conversion words(Map<String, String> words) {
        return new Words(words);
    }

    /**
     * Other words for some values.
     *
     * @param words the new word for each old one
     */
    record Words(Map<String, String> words) implements Conversion {

        public Words {
            words = Map.copyOf(words);
            if (words.isEmpty()) {
                throw new IllegalArgumentException("a conversion of words that names none");
            }
        }

        /** In the order of the old words. */
        public Map<String, String> sorted() {
            return new TreeMap<>(words);
        }

        @Override
        public String convert(String value, Column column) {
            return words.getOrDefault(value, value);
        }
    }
}
