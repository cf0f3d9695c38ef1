// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schema;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One column of a table.
 *
 * @param name as the database spells it
 * @param type the database's own name of the type, complete enough to declare a column with it: {@code numeric(10,2)}
 * @param form the form its values take in an archive
 * @param nullable whether it accepts NULL
 * @param generated computed by the database from other columns: neither loaded nor part of a digest
 * @param identity whether and how the database numbers it
 * @param sequence the sequence that its identity or default draws from, as an SQL name; null if there is none
 * @param hasDefault whether a row may leave it out though it is not nullable
 * @param maxLength greatest number of characters of a text column, or null if there is no limit
 */
public record Column(
        String name,
        String type,
        ValueForm form,
        boolean nullable,
        boolean generated,
        Identity identity,
        @Nullable String sequence,
        boolean hasDefault,
        @Nullable Integer maxLength) {

    public Column {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(form, "form");
        Objects.requireNonNull(identity, "identity");
    }

    /** A plain column, for tests and for archives, which remember no more of it. */
    public static Column of(String name, String type, ValueForm form, boolean nullable) {
        return new Column(name, type, form, nullable, false, Identity.NONE, null, false, null);
    }

    public Optional<String> sequenceName() {
        return Optional.ofNullable(sequence);
    }

    public OptionalInt lengthLimit() {
        return maxLength == null ? OptionalInt.empty() : OptionalInt.of(maxLength);
    }

    /**
     * Whether a value can be held exactly, as far as the type says: not longer, greater or finer than it, not padded with
     * zeros either, and one of its words.
     *
     * @param value its text in canonical form
     */
    public boolean holds(String value) {
        return ValueLimit.holds(this, value);
    }

    /**
     * Whether a value that was another column's can be held exactly: it has this column's form, and {@link #holds} says so.
     */
    public boolean accepts(String value) {
        return form.canBe(value) && holds(value);
    }

    /** The digits behind the point that every value has, where the type says so: none in an integer. */
    public OptionalInt fractionDigits() {
        return ValueLimit.fractionDigits(this);
    }

    /** Whether the database itself hands out new values for it. */
    public boolean isNumberedByDatabase() {
        return identity != Identity.NONE || sequence != null;
    }

    /** Whether it holds text that people write: a character type, not a date, an enum or an array in text form. */
    public boolean holdsCharacters() {
        String name = type.toLowerCase(Locale.ROOT);
        return form == ValueForm.TEXT
                && (name.contains("char") || name.contains("text") || name.contains("clob"))
                && !name.startsWith("enum")
                && !name.startsWith("set(")
                && !name.contains("[")
                && !name.contains("array");
    }

    /** How a database numbers a column. */
    public enum Identity {
        NONE,
        /** An explicit value is accepted. */
        BY_DEFAULT,
        /** An explicit value needs OVERRIDING SYSTEM VALUE. */
        ALWAYS
    }
}
