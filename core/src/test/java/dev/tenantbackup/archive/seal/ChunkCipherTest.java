// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of chunks, also of files that are too large for a test. */
class ChunkCipherTest {

    @ParameterizedTest
    @CsvSource({
        "0, false, 000000000000000000000000",
        "0, true, 000000000000000000000001",
        "1, false, 000000000000000000000100",
        "258, true, 000000000000000000010201",
        "65536, false, 000000000000000001000000",
        "1108152157446, true, 000000000001020304050601",
        "9223372036854775807, false, 0000007fffffffffffffff00",
    })
    void areCountedInElevenBytesWithTheLastOneMarked(long chunk, boolean last, String nonce) {
        assertThat(HexFormat.of().formatHex(ChunkCipher.nonce(chunk, last))).isEqualTo(nonce);
    }
}
