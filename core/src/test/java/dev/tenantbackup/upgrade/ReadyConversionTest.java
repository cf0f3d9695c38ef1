// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import org.junit.jupiter.api.Test;

class ReadyConversionTest {

    private static final Column PRICE = Column.of("price", "numeric(10,2)", ValueForm.NUMBER, true);
    private static final Column COUNT = Column.of("count", "integer", ValueForm.NUMBER, true);
    private static final Column FLAG = Column.of("flag", "boolean", ValueForm.BOOLEAN, true);
    private static final Column NAME =
            new Column("name", "varchar(4)", ValueForm.TEXT, true, false, Column.Identity.NONE, null, false, 4);

    @Test
    void exactWritesANumberAsTheColumnDoesAndLosesNothing() {
        assertThat(ReadyConversion.EXACT.convert("12.5", PRICE)).isEqualTo("12.50");
        assertThat(ReadyConversion.EXACT.convert("12.500", PRICE)).isEqualTo("12.50");
        assertThat(ReadyConversion.EXACT.convert("12.505", PRICE)).isEqualTo("12.505");
        assertThat(ReadyConversion.EXACT.convert(" 007 ", COUNT)).isEqualTo("7");
        assertThat(ReadyConversion.EXACT.convert("true", COUNT)).isEqualTo("1");
        assertThat(ReadyConversion.EXACT.convert("0", FLAG)).isEqualTo("false");
        assertThat(ReadyConversion.EXACT.convert("seven", COUNT)).isEqualTo("seven");
    }

    @Test
    void whatIsLostIsLostByName() {
        assertThat(ReadyConversion.ROUND.convert("12.505", PRICE)).isEqualTo("12.51");
        assertThat(ReadyConversion.CUT.convert("\ud83c\udf55izza", NAME)).isEqualTo("\ud83c\udf55izz");
        assertThat(ReadyConversion.CUT.convert("soup", NAME)).isEqualTo("soup");
        assertThat(ReadyConversion.NULL_IF_UNFIT.convert("seven", COUNT)).isNull();
        assertThat(ReadyConversion.NULL_IF_UNFIT.convert("3000000000", COUNT)).isNull();
        assertThat(ReadyConversion.NULL_IF_UNFIT.convert("7", COUNT)).isEqualTo("7");
    }

    @Test
    void aColumnAcceptsWhatHasItsFormAndFits() {
        assertThat(COUNT.accepts("7")).isTrue();
        assertThat(COUNT.accepts("07")).isFalse();
        assertThat(COUNT.accepts("seven")).isFalse();
        assertThat(PRICE.accepts("12.5")).isFalse();
        assertThat(FLAG.accepts("1")).isFalse();
        assertThat(NAME.accepts("bread")).isFalse();
    }
}
