// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a column can hold exactly, by its type. */
class ColumnTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "smallint | NUMBER | 32767 | 32768",
                "SMALLINT | NUMBER | -32768 | -32769",
                "tinyint(3) unsigned | NUMBER | 255 | 256",
                "int(10) unsigned | NUMBER | 0 | -1",
                "integer | NUMBER | 5 | 5.0",
                "bigint | NUMBER | 9223372036854775807 | 9223372036854775808",
                "numeric(5,2) | NUMBER | 999.99 | 1000.00",
                "NUMERIC(5, 2) | NUMBER | -0.05 | 0.5",
                "bigint unsigned | NUMBER | 18446744073709551615 | 1E+2147483647",
                "decimal(5) | NUMBER | 12345 | 1.5",
                "decimal(5) | NUMBER | 12345 | 1E+2147483647",
                "numeric(5,2) | NUMBER | 0.00 | 0",
                "enum('a','it''s') | TEXT | it's | it",
                "ENUM('A', 'B') | TEXT | B | b",
                "timestamp(3) without time zone | TEXT | 2026-01-01 10:00:00.123 | 2026-01-01 10:00:00.1234",
                "datetime | TEXT | 2026-01-01 10:00:00 | 2026-01-01 10:00:00.5",
                "varbinary(2) | BINARY | 0aff | 0aff00"
            })
    void holdsWhatFitsAndNothingElse(String type, ValueForm form, String fits, String doesNot) {
        Column column = Column.of("c", type, form, true);

        assertThat(column.holds(fits)).isTrue();
        assertThat(column.holds(doesNot)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "numeric | NUMBER | 123456789.123456789",
                "numeric(5,2) | NUMBER | NaN",
                "double precision | NUMBER | 1.5",
                "text | TEXT | anything",
                "mood | TEXT | unknown word",
                "bytea | BINARY | 0aff"
            })
    void aTypeThatSaysNothingHoldsEverything(String type, ValueForm form, String value) {
        assertThat(Column.of("c", type, form, true).holds(value)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"abc, true", "abcd, false"})
    void charactersAreCounted(String value, boolean held) {
        Column column =
                new Column("c", "varchar(3)", ValueForm.TEXT, true, false, Column.Identity.NONE, null, false, 3);

        assertThat(column.holds(value)).isEqualTo(held);
    }
}
