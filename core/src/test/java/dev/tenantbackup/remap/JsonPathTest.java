// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.remap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.remap.JsonPath.Step;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathTest {

    @Test
    void itLeadsThroughMembersAndElements() {
        JsonPath path = JsonPath.parse("$[*].options['the id']");

        assertThat(path.matches(List.of(Step.EVERY, new Step("options", false), new Step("the id", false))))
                .isTrue();
        assertThat(path.matches(List.of(Step.EVERY, new Step("options", false))))
                .isFalse();
        assertThat(path.matches(List.of(new Step("", false), new Step("options", false), new Step("the id", false))))
                .as("a member without a name is no element")
                .isFalse();
    }

    @Test
    void theDocumentItselfIsAPlace() {
        assertThat(JsonPath.parse("$").matches(List.of())).isTrue();
    }

    @Test
    void twoSpellingsOfOnePlaceAreEqual() {
        assertThat(JsonPath.parse("$.a['b']"))
                .isEqualTo(JsonPath.parse("$['a'].b"))
                .hasSameHashCodeAs(JsonPath.parse("$['a'].b"));
        assertThat(JsonPath.parse("$.a")).isNotEqualTo(JsonPath.parse("$.b")).hasToString("$.a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$.", "$..id", "$.a[0]", "$['a", "$a", "$.*", "$[a]", "$.a.[*]", "$ "})
    void whatItDoesNotUnderstandItRefuses(String path) {
        assertThatThrownBy(() -> JsonPath.parse(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("JSON path '" + path + "' is not understood at position ")
                .hasMessageEndingWith("use .name, ['name'] and [*]");
    }

    @Test
    void itBeginsWithADollar() {
        assertThatThrownBy(() -> JsonPath.parse("items"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a JSON path begins with '$', not 'items'");
    }
}
