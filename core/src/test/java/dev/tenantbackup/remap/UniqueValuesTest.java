// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.remap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.catalog.UniqueRule;
import java.util.HashSet;
import java.util.Set;
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
        "ana@example.org, 100, ana+7@example.org",
        "ana@example.org, 17, ana+7@example.org",
        "ana@localhost, 100, ana@localhost-7",
        "@example.org, 100, @example.org-7",
        "\uD83D\uDE00\uD83D\uDE00, 4, \uD83D\uDE00\uD83D\uDE00-7"
    })
    void aSuffixTellsTheTenantAndFits(String value, Integer maxLength, String expected) {
        assertThat(values.renew(value, UniqueRule.SUFFIX, maxLength)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "a-long-name-of-a-house, 20, a-long-na-[a-z0-9]{10}",
        "casa, 5, '[a-z0-9]{5}'",
        "anastasia@example.org, 24, a[+][a-z0-9]{10}@example[.]org",
        "ana@example.org, 16, ana@e-[a-z0-9]{10}",
        "\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00xxxxxxxxxxxxx, 13, \uD83D\uDE00\uD83D\uDE00-[a-z0-9]{10}"
    })
    void aTextWithoutRoomForTheSuffixIsCutAndMarked(String value, int maxLength, String expected) {
        assertThat(new UniqueValues("12345678").renew(value, UniqueRule.SUFFIX, maxLength))
                .matches(expected);
    }

    @Test
    void textsThatDifferAtTheirEndOnlyStillDifferWhenCut() {
        Set<String> renewed = new HashSet<>();
        for (int i = 1000; i < 3000; i++) {
            renewed.add(values.renew("menu-of-the-house-" + i, UniqueRule.SUFFIX, 22));
            renewed.add(values.renew("anastasia" + i + "@example.org", UniqueRule.SUFFIX, 26));
        }
        assertThat(renewed).hasSize(4000).allMatch(text -> text.length() <= 26);
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
