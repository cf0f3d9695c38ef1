// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.model.TableName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeNameTest {

    @ParameterizedTest
    @CsvSource({
        "menu_items-2, menu_items-2", "acme.com, acme%2Ecom", "../../etc, %2E%2E%2F%2E%2E%2Fetc", "100%, 100%25",
                "größe, gr%C3%B6%C3%9Fe",
        "😀, %F0%9F%98%80", "a b, a%20b", "C:\\x, C%3A%5Cx", "%41, %2541", "~, %7E"
    })
    void keepsLettersAndDigitsAndEncodesTheRest(String text, String name) {
        assertThat(SafeName.encode(text)).isEqualTo(name).matches("[A-Za-z0-9_%-]+");
        assertThat(SafeName.decode(name)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a.b", "%41", "%2e", "%", "%2", "%zz", "a b", "ä", "%FF", "%C3", "%ED%A0%80", "a%", "%-1", "/"})
    void refusesNamesThatItDoesNotMake(String name) {
        assertThatThrownBy(() -> SafeName.decode(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesUnpairedSurrogates() {
        assertThatThrownBy(() -> SafeName.encode("a\uD800")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsTheSchemasDotFromATablesOwn() {
        TableName inSchema = TableName.of("audit", "log");
        TableName withDot = TableName.of("audit.log");

        assertThat(SafeName.ofTable(inSchema)).isEqualTo("audit.log");
        assertThat(SafeName.ofTable(withDot)).isEqualTo("audit%2Elog");
        assertThat(SafeName.toTable("audit.log")).isEqualTo(inSchema);
        assertThat(SafeName.toTable("audit%2Elog")).isEqualTo(withDot);
        assertThat(SafeName.toTable("log")).isEqualTo(TableName.of("log"));
        for (String name : new String[] {"", ".", "a.", ".b", "a.b.c"}) {
            assertThatThrownBy(() -> SafeName.toTable(name)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
