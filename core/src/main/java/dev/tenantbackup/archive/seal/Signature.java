// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Says that the holder of a key has signed some bytes. Which key made it stands in it, so that it can be held against
 * its bytes; whether that key is trusted is another question, which a {@link SignaturePolicy} answers.
 */
public final class Signature {

    /** More bytes than a signature's document ever has. */
    public static final int MAX_DOCUMENT_BYTES = 1 << 10;

    private static final String TITLE = "tenant-backup-signature 1 ed25519";
    private static final int BYTES = 64;

    private final VerifyingKey key;
    private final byte[] value;

    Signature(VerifyingKey key, byte[] value) {
        if (value.length != BYTES) {
            throw new IllegalArgumentException("a signature has " + BYTES + " bytes, not " + value.length);
        }
        this.key = key;
        this.value = value.clone();
    }

    /**
     * The signature that a document holds.
     *
     * @throws IllegalArgumentException if it is not, to the byte, one that {@link #toDocument} writes
     */
    public static Signature ofDocument(byte[] document) {
        List<String> lines =
                new String(document, StandardCharsets.ISO_8859_1).lines().toList();
        if (lines.size() != 3 || !lines.get(0).equals(TITLE)) {
            throw new IllegalArgumentException("it is no signature of a form that this release knows");
        }
        Signature signature = of(lines.get(1), lines.get(2));
        if (!Arrays.equals(signature.toDocument(), document)) {
            throw new IllegalArgumentException("it is not written as signatures are");
        }
        return signature;
    }

    /**
     * The signature whose parts are given as texts.
     *
     * @param key as {@link #keyText} writes it
     * @param value as {@link #valueText} writes it
     * @throws IllegalArgumentException if they are not
     */
    public static Signature of(String key, String value) {
        Signature signature =
                new Signature(VerifyingKey.ofBase64(key), Base64.getDecoder().decode(value));
        if (!signature.keyText().equals(key) || !signature.valueText().equals(value)) {
            throw new IllegalArgumentException("its base64 is not written as it should be");
        }
        return signature;
    }

    /** As a document of its own: three lines, of which the last is the signature in base64. */
    public byte[] toDocument() {
        return (TITLE + "\n" + keyText() + "\n" + valueText() + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** The public key in base64. */
    public String keyText() {
        return key.toBase64();
    }

    /** The signature itself in base64. */
    public String valueText() {
        return Base64.getEncoder().encodeToString(value);
    }

    /** Who signed, by her own account: hold it against the bytes with {@link #covers}. */
    public VerifyingKey key() {
        return key;
    }

    /** Whether its key has signed exactly these bytes. */
    public boolean covers(byte[] content) {
        return key.verifies(content, value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Signature that && key.equals(that.key) && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "signature by key " + key.id();
    }
}
