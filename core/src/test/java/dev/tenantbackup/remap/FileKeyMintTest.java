// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.remap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FileKeyMintTest {

    private final FileKeyMint mint = new FileKeyMint();

    @Test
    void aWordGetsTheSameShape() {
        assertThat(mint.mint("k3x9qm0ytz8w7v6u5t4s3r2q1p11", 28).orElseThrow()).matches("[a-z0-9]{28}");
        assertThat(mint.mint("0190163d-8694-739b-aea5-966c26f8ad90", null).orElseThrow())
                .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    @Test
    void directoriesAndEndingStay() {
        assertThat(mint.mint("menus/7/soup.jpg", null).orElseThrow()).matches("menus/7/soup-[0-9a-z]{16}[.]jpg");
        assertThat(mint.mint("menus/7.x/soup", null).orElseThrow()).matches("menus/7[.]x/soup-[0-9a-z]{16}");
        assertThat(mint.mint("short", null).orElseThrow()).matches("short-[0-9a-z]{16}");
        assertThat(mint.mint(".hidden", null).orElseThrow()).matches("[.]hidden-[0-9a-z]{16}");
    }

    @Test
    void whereTheColumnIsShortTheNameGivesWay() {
        assertThat(mint.mint("menus/soup.jpg", 30).orElseThrow()).matches("menus/sou-[0-9a-z]{16}[.]jpg");
        assertThat(mint.mint("menus/soup.jpg", 26).orElseThrow()).matches("menus/[0-9a-z]{16}[.]jpg");
        assertThat(mint.mint("menus/soup.jpg", 22).orElseThrow()).matches("menus/[0-9a-z]{12}[.]jpg");
        assertThat(mint.mint("menus/soup.jpg", 21)).isEmpty();
    }

    @Test
    void noTwoKeysAreAlike() {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            keys.add(mint.mint("a.jpg", 17).orElseThrow());
        }
        assertThat(keys).hasSize(1_000);
    }
}
