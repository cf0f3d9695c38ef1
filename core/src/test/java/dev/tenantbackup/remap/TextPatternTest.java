// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.remap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextPatternTest {

    @Test
    void aLoneStarFindsEveryWord() {
        assertThat(ids("*", "17,23")).containsExactly("17", "23");
        assertThat(ids("*", "17, 23, 41")).containsExactly("17", "23", "41");
        assertThat(ids("*", "{17,NULL,23}")).containsExactly("17", "23");
        assertThat(ids("*", "[17, null, \"23\"]")).containsExactly("17", "23");
        assertThat(ids("*", "0a5f-11;b-2")).containsExactly("0a5f-11", "b-2");
        assertThat(ids("*", "")).isEmpty();
        assertThat(ids("*", " , ")).isEmpty();
    }

    @Test
    void whatIsAroundTheStarMustStandThere() {
        assertThat(ids("/orders/*", "/orders/17")).containsExactly("17");
        assertThat(ids("/orders/*", "see /orders/17?x=1 and https://host/orders/18."))
                .containsExactly("17", "18");
        assertThat(ids("/orders/*", "/menus/17")).isEmpty();
        assertThat(ids("/orders/*", "/orders/")).isEmpty();
        assertThat(ids("/orders/*/edit", "/orders/17/edit")).containsExactly("17");
        assertThat(ids("/orders/*/edit", "/orders/17/delete")).isEmpty();
        assertThat(ids("*@orders", "17@orders 18@menus 19@orders")).containsExactly("17", "19");
    }

    @Test
    void placesAreThoseOfTheText() {
        assertThat(TextPattern.parse("/orders/*").scan("at /orders/17."))
                .singleElement()
                .satisfies(found -> assertThat("at /orders/17.".substring(found.start(), found.end()))
                        .isEqualTo("17"));
    }

    @Test
    void aPatternHasOneStar() {
        assertThatThrownBy(() -> IdPlace.parse("/orders/"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one '*'");
        assertThatThrownBy(() -> IdPlace.parse("*,*")).isInstanceOf(IllegalArgumentException.class);
        assertThat(IdPlace.parse("$[*]")).isInstanceOf(JsonPath.class);
    }

    private static List<String> ids(String pattern, String text) {
        return TextPattern.parse(pattern).scan(text).stream()
                .map(DocumentIdScanner.Found::text)
                .toList();
    }
}
