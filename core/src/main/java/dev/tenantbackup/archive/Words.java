// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import java.util.Locale;

/** Constants of enums as manifests and records spell them: lower case, {@code -} for {@code _}. */
final class Words {

    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The constant that a word stands for.
     *
     * @throws IllegalArgumentException if it stands for none
     */
    static <E extends Enum<E>> E parse(Class<E> type, String word) {
        for (E constant : type.getEnumConstants()) {
            if (of(constant).equals(word)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("unknown " + type.getSimpleName() + " '" + word + "'");
    }
}
