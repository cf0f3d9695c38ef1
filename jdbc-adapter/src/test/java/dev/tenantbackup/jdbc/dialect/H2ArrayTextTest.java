// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class H2ArrayTextTest {

    @Test
    void readsTextsNullsAndEscapes() {
        assertThat(H2ArrayText.parse("[\"a\",null,\"\",\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9😀\"]", 1))
                .isInstanceOf(String[].class)
                .containsExactly("a", null, "", "\"\\/\b\f\n\r\té😀");
        assertThat(H2ArrayText.parse("[]", 1)).isInstanceOf(String[].class).isEmpty();
    }

    @Test
    void readsArraysOfArrays() {
        assertThat(H2ArrayText.parse("[[\"1\",\"2\"],[],null]", 2))
                .isInstanceOf(String[][].class)
                .containsExactly(new String[] {"1", "2"}, new String[0], null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "[1]",
                "[\"secret]",
                "[\"a\"",
                "[\"a\";\"b\"]",
                "[\"a\"] ",
                "[\"\\x\"]",
                "[\"\\u00\"]",
                "[[\"a\"]]"
            })
    void refusesAnythingElseWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> H2ArrayText.parse(text, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not the text of an array")
                .hasMessageNotContaining("secret");
    }
}
