// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import dev.tenantbackup.archive.Digest;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * The public half of an Ed25519 key: tells whether a signature was made with the other half. Nothing secret. Equal keys
 * are equal.
 */
public final class VerifyingKey {

    private static final String LABEL = "PUBLIC KEY";
    private static final int ID_DIGITS = 16;
    private static final int DER_BYTES = 44;

    private final PublicKey key;
    private final byte[] der;

    private VerifyingKey(PublicKey key, byte[] der) {
        this.key = key;
        this.der = der;
    }

    static VerifyingKey of(PublicKey key) {
        return ofDer(key.getEncoded());
    }

    /**
     * The key that a PEM text holds, as {@code openssl pkey -pubout} writes it.
     *
     * @throws IllegalArgumentException if it holds no Ed25519 public key
     */
    public static VerifyingKey ofPem(String pem) {
        return ofDer(Pem.decode(LABEL, pem));
    }

    /**
     * The key in a PEM file.
     *
     * @throws dev.tenantbackup.model.NotFoundException if there is no such file
     * @throws dev.tenantbackup.model.InvalidRequestException if it holds no Ed25519 public key
     */
    public static VerifyingKey read(Path file) {
        return Pem.read(
                file,
                "a public key",
                "it is made from the signing key by 'openssl pkey -in signing.pem -pubout -out signing.pub'.",
                VerifyingKey::ofPem);
    }

    /**
     * The key in its only form as {@code SubjectPublicKeyInfo}.
     *
     * @throws IllegalArgumentException if these are other bytes
     */
    static VerifyingKey ofDer(byte[] der) {
        try {
            PublicKey key = KeyFactory.getInstance(SigningKey.ALGORITHM).generatePublic(new X509EncodedKeySpec(der));
            byte[] encoded = key.getEncoded();
            if (der.length != DER_BYTES || !Arrays.equals(der, encoded)) {
                throw new IllegalArgumentException("it holds no Ed25519 public key in its usual form");
            }
            // Half of all numbers are no point of the curve; the platform looks only when a key is used.
            Signature.getInstance(SigningKey.ALGORITHM).initVerify(key);
            return new VerifyingKey(key, encoded);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("it holds no Ed25519 public key", e);
        }
    }

    static VerifyingKey ofBase64(String text) {
        return ofDer(Base64.getDecoder().decode(text));
    }

    String toBase64() {
        return Base64.getEncoder().encodeToString(der);
    }

    /** The first 16 hexadecimal digits of the SHA-256 of its DER form: names the key in messages. */
    public String id() {
        return Digest.of(der).hex().substring(0, ID_DIGITS);
    }

    /** As a PEM text that openssl reads. */
    public String toPem() {
        return Pem.encode(LABEL, der);
    }

    /** Whether the other half of this key has signed these bytes. */
    boolean verifies(byte[] content, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(SigningKey.ALGORITHM);
            verifier.initVerify(key);
            verifier.update(content);
            return verifier.verify(signature);
        } catch (SignatureException notOne) {
            // Bytes that can't be a signature at all are none of this key.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform from 15 on checks Ed25519 signatures", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifyingKey that && Arrays.equals(der, that.der);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(der);
    }

    /** The key's id. */
    @Override
    public String toString() {
        return id();
    }
}
