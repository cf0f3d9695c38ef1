// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileKeyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "../secret",
                "a/../../b",
                "a/./b",
                ".",
                "a//b",
                "a/",
                "a\\b",
                "..\\b",
                "nul\u0000",
                "line\nend",
                "c1\u0085",
                "half\uD83C"
            })
    void whatCouldLeadElsewhereIsNoKey(String text) {
        assertThat(FileKey.faultOf(text)).isPresent();
        assertThatThrownBy(() -> FileKey.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"k3x9", "menus/7/soup.jpg", "a b", "..a", "a..", "日本/🍜", "C:x"})
    void whatApplicationsUseIsAKey(String text) {
        assertThat(FileKey.of(text).value()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_024})
    void aKeyHasUpTo1024Bytes(int length) {
        assertThat(FileKey.faultOf("k".repeat(length))).isEmpty();
        assertThat(FileKey.faultOf("k".repeat(1_025))).contains("is longer than 1024 bytes");
        assertThat(FileKey.faultOf("ü".repeat(513))).isPresent();
    }
}
