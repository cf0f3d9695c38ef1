// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/shop?user=ann&password=%s&ssl=true",
                "jdbc:mariadb://db/shop?password=%s",
                "jdbc:h2:./shop;USER=sa;PASSWORD=%s",
                "jdbc:h2:./shop;PASSWORD=%s;IFEXISTS=TRUE",
                "jdbc:postgresql://db/shop?sslpassword=%s",
                "jdbc:postgresql://ann:%s@db/shop"
            })
    void noPasswordSurvivesInAUrl(String url) {
        for (String password : new String[] {"geheim", "x", "two words", "p@ss=wörd"}) {
            String full = url.formatted(password);
            assertThat(Passwords.maskUrl(full)).isEqualTo(url.formatted("***"));
            Passwords passwords = Passwords.of(full, "ann", null);
            assertThat(passwords.mask("Cannot use " + full + ": refused"))
                    .doesNotContain(password.equals("x") ? "=x" : password);
        }
    }

    @Test
    void maskingTwiceIsMaskingOnce() {
        Passwords passwords = Passwords.unknown();
        String once = passwords.mask("jdbc:h2:x;PASSWORD=geheim: not found");
        assertThat(passwords.mask(once)).isEqualTo(once);
    }

    @Test
    void theGivenPasswordIsTakenOutWhereverItStands() {
        Passwords passwords = Passwords.of("jdbc:h2:x", "ann", "geheim");
        assertThat(passwords.mask("driver says geheim!")).isEqualTo("driver says ***!");
    }

    @Test
    void aPasswordThatIsAlsoAWellKnownWordIsNotGivenAwayByStars() {
        Passwords passwords = Passwords.of("jdbc:postgresql://db/postgres", "postgres", "postgres");
        assertThat(passwords.mask("no database postgres")).isEqualTo("no database postgres");
        assertThat(passwords.mask("password=postgres")).isEqualTo("password=***");
    }

    @Test
    void otherTextStaysAsItIs() {
        String text = "table 'passwords', row (token=abc): value is too long; see https://example.org/a:b";
        assertThat(Passwords.unknown().mask(text)).isEqualTo(text);
    }
}
