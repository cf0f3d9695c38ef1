// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.types;

import dev.tenantbackup.schema.ValueForm;
import java.util.List;

/**
 * A column type with values of which no two may have the same canonical text.
 *
 * @param type as the database spells it
 * @param carriedAs the type as which it is carried: its own name, but for domains
 * @param form what it must be mapped to
 * @param canBeKey whether its values can be a primary key
 * @param values without NULL, which every type has
 */
record TypeCase(String type, String carriedAs, ValueForm form, boolean canBeKey, List<TypeValue> values) {

    TypeCase {
        values = List.copyOf(values);
    }

    /**
     * A value of the type.
     *
     * @param sql what makes it
     * @param text what it must become
     * @param isTwin whether the database takes it for equal to the value before it, though the texts differ
     */
    record TypeValue(String sql, String text, boolean isTwin) {}
}
