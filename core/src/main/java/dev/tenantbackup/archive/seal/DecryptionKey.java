// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A new key pair to encrypt for. The private key is a secret: it is in {@link #toIdentityFile} and nowhere else.
 */
public final class DecryptionKey {

    private final String text;
    private final String publicKey;

    private DecryptionKey(String text, String publicKey) {
        this.text = text;
        this.publicKey = publicKey;
    }

    /** Makes a key pair. */
    public static DecryptionKey generate() {
        try {
            KeyPair pair = new X25519KeyPairGenerator().generateKeyPair();
            return new DecryptionKey(
                    new String(pair.getPrivate().getEncoded(), StandardCharsets.US_ASCII),
                    new String(pair.getPublic().getEncoded(), StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform since 11 has X25519", e);
        }
    }

    /** What others encrypt for: {@code age1…}. */
    public String publicKey() {
        return publicKey;
    }

    /** What decrypts. */
    public Identities identities() {
        return Identities.of(text);
    }

    /** The text of an identity file as {@code age-keygen} writes it. To be kept where nobody else can read it. */
    public String toIdentityFile(Instant created) {
        return "# created: " + created.truncatedTo(ChronoUnit.SECONDS) + "\n# public key: " + publicKey + "\n" + text
                + "\n";
    }

    @Override
    public String toString() {
        return "the private key of " + publicKey;
    }
}
