// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.remap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.catalog.UniqueRule;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UniqueValuesTest {

    private final UniqueValues values = new UniqueValues("7");

    @ParameterizedTest
    @CsvSource({
        "casa, 100, casa-7",
        "casa, , casa-7",
        "casa, 6, casa-7",
        "casa, 5, cas-7",
        "casa, 2, -7",
        "ana@example.org, 100, ana+7@example.org",
        "ana@example.org, 17, ana+7@example.org",
        "ana@example.org, 16, an+7@example.org",
        "ana@localhost, 100, ana@localhost-7",
        "@example.org, 100, @example.org-7",
        "\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00, 4, \uD83D\uDE00\uD83D\uDE00-7"
    })
    void aSuffixTellsTheTenantAndFits(String value, Integer maxLength, String expected) {
        assertThat(values.renew(value, UniqueRule.SUFFIX, maxLength)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(UniqueRule.class)
    void nullStaysNull(UniqueRule rule) {
        assertThat(values.renew(null, rule, 10)).isNull();
    }

    @Test
    void theOtherRulesKeepOrForget() {
        assertThat(values.renew("casa", UniqueRule.KEEP, null)).isEqualTo("casa");
        assertThat(values.renew("casa", UniqueRule.NULL, null)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "0123456789012345, [0-9]{16}",
        "deadbeef00112233, [0-9a-f]{16}",
        "DEADBEEF00112233, [0-9A-F]{16}",
        "DEADbeef00112233, [A-Z]{4}[a-z]{4}[0-9]{8}",
        "sk_live_A1b2, [a-z]{2}_[a-z]{4}_[A-Z][0-9][a-z][0-9]",
        "INV-2026/001, [A-Z]{3}-[0-9]{4}/[0-9]{3}",
        "caf\u00E9-1, [a-z]{3}\u00E9-[0-9]"
    })
    void aMintedTextHasTheShapeOfTheOldOne(String value, String shape) {
        for (int i = 0; i < 50; i++) {
            assertThat(values.mint(value)).matches(shape);
        }
    }

    @Test
    void aMintedUuidIsAUuid() {
        UUID old = UUID.fromString("00000000-0000-4000-8000-00000000000A");

        assertThat(UUID.fromString(values.mint(old.toString())).version()).isEqualTo(4);
        assertThat(values.mint(old.toString())).isNotEqualTo(old.toString());
    }

    @Test
    void twoMintedTokensDiffer() {
        assertThat(values.mint("deadbeefdeadbeefdeadbeefdeadbeef"))
                .isNotEqualTo(values.mint("deadbeefdeadbeefdeadbeefdeadbeef"));
    }
}
