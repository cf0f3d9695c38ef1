// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

/**
 * A column.
 *
 * @param length how many characters a text may have; 0 for other types
 * @param numbering whether the database hands out its numbers
 * @param copy what a copy of the row holds in it, under new keys; references are followed before this is asked
 */
record RandomColumn(
        String name, ValueType type, int length, boolean nullable, Numbering numbering, Copy copy, Filling filling) {

    static RandomColumn of(String name, ValueType type, boolean nullable) {
        return new RandomColumn(
                name, type, type == ValueType.TEXT ? 30 : 0, nullable, Numbering.NONE, Copy.SAME, Filling.ANY);
    }

    RandomColumn withLength(int value) {
        return new RandomColumn(name, type, value, nullable, numbering, copy, filling);
    }

    RandomColumn with(Numbering value) {
        return new RandomColumn(name, type, length, nullable, value, copy, filling);
    }

    RandomColumn with(Copy value) {
        return new RandomColumn(name, type, length, nullable, numbering, value, filling);
    }

    RandomColumn with(Filling value) {
        return new RandomColumn(name, type, length, nullable, numbering, copy, value);
    }

    enum Numbering {
        NONE,
        IDENTITY_BY_DEFAULT,
        IDENTITY_ALWAYS
    }

    /** What a copy of a row under new keys holds in a column. */
    enum Copy {
        SAME,
        /** Another value, or NULL where NULL was. */
        RENEWED,
        /** NULL, whatever was there. */
        EMPTIED,
        /** The same, where no two rows may have it: there can be no copy of a row that has a value. */
        STUCK
    }

    /** How values are drawn. */
    enum Filling {
        ANY,
        /** Never the same twice in the whole table. */
        FRESH,
        /** As {@link #FRESH}, a number that must not be negative. */
        POSITIVE,
        /** As {@link #FRESH}, a text that must be an e-mail address. */
        MAIL,
        /** Small numbers or short texts that every tenant has. */
        SMALL
    }
}
