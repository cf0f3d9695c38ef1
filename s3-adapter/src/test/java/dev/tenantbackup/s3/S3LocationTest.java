// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.model.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3LocationTest {

    @ParameterizedTest
    @CsvSource({
        "s3://backups, s3://backups/",
        "s3://backups/, s3://backups/",
        "s3://my.backups-1/eu/nightly, s3://my.backups-1/eu/nightly/",
        "s3://backups/eu/, s3://backups/eu/"
    })
    void aPrefixEndsWithASlash(String text, String location) {
        assertThat(S3Location.parse(text)).hasToString(location);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://", "s3:///x", "s3://Backups", "s3://ab", "s3://-abc", "s3://backups//x", "backups/x"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> S3Location.parse(text))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void aFolderIsNoLocation() {
        assertThat(S3Location.isLocation("/var/backups")).isFalse();
        assertThat(S3Location.isLocation("s3://backups")).isTrue();
    }
}
