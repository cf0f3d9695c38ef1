// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.schema;

import java.util.List;

/** A column's logical type; each dialect has its own word for it. */
public sealed interface Type {

    /** Whether text must be cast before it can be assigned to a column of this type on strict products. */
    boolean needsCast();

    /** This type's name in a product's words. */
    String name(TypeNames names);

    /** A character type with a limit. */
    static Type text(int length) {
        return new Text(length);
    }

    /** A decimal with a fixed scale. */
    static Type decimal(int precision, int scale) {
        return new Decimal(precision, scale);
    }

    /** An enumeration; a type of its own where the product has such a thing, else part of the column. */
    static Type oneOf(String name, String... values) {
        return new Enumerated(name, List.of(values));
    }

    /** Types without parameters. */
    enum Simple implements Type {
        BIGINT,
        INTEGER,
        SMALLINT,
        BOOLEAN,
        DOUBLE,
        /** A decimal without a declared scale: each value keeps its own where the product can do that. */
        NUMERIC,
        LONG_TEXT,
        BYTES,
        LONG_BYTES,
        DATE,
        TIME,
        /** Date and time without a zone, to the microsecond. */
        TIMESTAMP,
        /** A point in time, to the microsecond. */
        INSTANT,
        UUID,
        /** JSON that keeps its exact text where the product can do that. */
        JSON,
        /** JSON in the product's parsed form. */
        JSONB,
        TEXT_ARRAY,
        BIGINT_ARRAY;

        @Override
        public boolean needsCast() {
            return this == JSON || this == JSONB || this == UUID || this == NUMERIC;
        }

        @Override
        public String name(TypeNames names) {
            return names.simple(this);
        }
    }

    /** Characters, at most {@code length}. */
    record Text(int length) implements Type {
        @Override
        public boolean needsCast() {
            return false;
        }

        @Override
        public String name(TypeNames names) {
            return "varchar(" + length + ")";
        }
    }

    /** Exactly {@code length} characters. */
    record Chars(int length) implements Type {
        @Override
        public boolean needsCast() {
            return false;
        }

        @Override
        public String name(TypeNames names) {
            return "char(" + length + ")";
        }
    }

    /** A decimal number with a fixed scale. */
    record Decimal(int precision, int scale) implements Type {
        @Override
        public boolean needsCast() {
            return false;
        }

        @Override
        public String name(TypeNames names) {
            return "decimal(" + precision + ", " + scale + ")";
        }
    }

    /** One of a few names. */
    record Enumerated(String name, List<String> values) implements Type {
        public Enumerated {
            values = List.copyOf(values);
        }

        /** The values as SQL literals, separated by commas. */
        public String literals() {
            return "'" + String.join("', '", values) + "'";
        }

        @Override
        public boolean needsCast() {
            return true;
        }

        @Override
        public String name(TypeNames names) {
            return names.enumeration(this);
        }
    }

    /** A product's names for the types that products name differently. */
    interface TypeNames {
        String simple(Simple type);

        String enumeration(Enumerated type);
    }
}
