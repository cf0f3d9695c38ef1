// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.tenantbackup.model.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {

    private static final byte[] CONTENT = "{\"format\": \"x\"}".getBytes(StandardCharsets.UTF_8);

    private final SigningKey ours = SigningKey.generate();
    private final SigningKey theirs = SigningKey.generate();
    private final Signature signature = ours.sign(CONTENT);

    @Test
    void coversItsContentAndNoOther() {
        assertThat(signature.covers(CONTENT)).isTrue();
        assertThat(signature.key()).isEqualTo(ours.verifyingKey());
        for (int bit = 0; bit < CONTENT.length * 8; bit++) {
            assertThat(signature.covers(flipped(CONTENT, bit))).isFalse();
        }
        assertThat(signature.covers(Arrays.copyOf(CONTENT, CONTENT.length - 1))).isFalse();
        assertThat(signature.covers(Arrays.copyOf(CONTENT, CONTENT.length + 1))).isFalse();
    }

    @Test
    void isReadAsItWasWritten() {
        assertThat(Signature.ofDocument(signature.toDocument())).isEqualTo(signature);
        assertThat(Signature.of(signature.keyText(), signature.valueText())).isEqualTo(signature);
        assertThat(new String(signature.toDocument(), StandardCharsets.US_ASCII))
                .matches("tenant-backup-signature 1 ed25519\n[A-Za-z0-9+/]{59}=\n[A-Za-z0-9+/]{86}==\n");
    }

    @Test
    void everyFlippedBitOfItsDocumentIsNoticed() {
        byte[] document = signature.toDocument();
        for (int bit = 0; bit < document.length * 8; bit++) {
            byte[] damaged = flipped(document, bit);
            Signature read;
            try {
                read = Signature.ofDocument(damaged);
            } catch (IllegalArgumentException e) {
                continue;
            }
            if (read.covers(CONTENT)) {
                fail("bit " + bit + " of the document makes no difference");
            }
        }
    }

    @Test
    void everyCutTailOfItsDocumentIsNoticed() {
        byte[] document = signature.toDocument();
        for (int length = 0; length < document.length; length++) {
            byte[] cut = Arrays.copyOf(document, length);
            assertThatThrownBy(() -> Signature.ofDocument(cut)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n\n", " \n", "\u000b\n"})
    void otherLineEndsAreRefused(String lineEnd) {
        byte[] document = new String(signature.toDocument(), StandardCharsets.US_ASCII)
                .replace("\n", lineEnd)
                .getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> Signature.ofDocument(document)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutAPolicyASignatureNeedNotBeThereButMustFit() {
        assertThat(SignaturePolicy.OPTIONAL.isRequired()).isFalse();
        assertThat(SignaturePolicy.OPTIONAL.fault(null, CONTENT)).isEmpty();
        assertThat(SignaturePolicy.OPTIONAL.fault(signature, CONTENT)).isEmpty();
        assertThat(SignaturePolicy.OPTIONAL.fault(signature, flipped(CONTENT, 3)))
                .map(Problem::message)
                .hasValue("its signature by key " + ours.verifyingKey() + " does not fit its content");
    }

    @Test
    void aPolicyRefusesWhatIsUnsignedForeignOrAltered() {
        SignaturePolicy policy = SignaturePolicy.requireFrom(List.of(ours.verifyingKey()));
        assertThat(policy.fault(signature, CONTENT)).isEmpty();
        assertThat(policy.fault(null, CONTENT))
                .map(Problem::message)
                .hasValue("it is not signed, and a signature by key " + ours.verifyingKey() + " is required");
        assertThat(policy.fault(theirs.sign(CONTENT), CONTENT))
                .map(Problem::message)
                .hasValue("it is signed by key " + theirs.verifyingKey() + ", and a signature by key "
                        + ours.verifyingKey() + " is required");
        assertThat(policy.fault(signature, flipped(CONTENT, 3))).isPresent();
        assertThat(SignaturePolicy.requireFrom(List.of(theirs.verifyingKey(), ours.verifyingKey()))
                        .fault(signature, CONTENT))
                .isEmpty();
    }

    @Test
    void aSignatureUnderAnotherKeysNameDoesNotCount() {
        Signature passedOff =
                Signature.of(signature.keyText(), theirs.sign(CONTENT).valueText());
        assertThat(SignaturePolicy.requireFrom(List.of(ours.verifyingKey())).fault(passedOff, CONTENT))
                .isPresent();
    }

    @Test
    void aPolicyWithoutKeysIsRefused() {
        assertThatThrownBy(() -> SignaturePolicy.requireFrom(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one key");
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << (bit % 8));
        return flipped;
    }
}
