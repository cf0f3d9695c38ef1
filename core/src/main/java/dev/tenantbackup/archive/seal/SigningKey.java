// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

/**
 * An Ed25519 key that signs: secret. Whoever has it can make backups that pass for ours; who has only the
 * {@linkplain #verifyingKey() public half} can tell which ones do. Never prints itself. Safe for concurrent use.
 */
public final class SigningKey {

    static final String ALGORITHM = "Ed25519";

    private static final String LABEL = "PRIVATE KEY";

    private final PrivateKey key;
    private final VerifyingKey publicHalf;

    private SigningKey(PrivateKey key, PublicKey publicHalf) {
        this.key = key;
        this.publicHalf = VerifyingKey.of(publicHalf);
    }

    /** A new key, which nobody else has. */
    public static SigningKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new SigningKey(pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw impossible(e);
        }
    }

    /**
     * The key that a PEM text holds, as {@code openssl genpkey -algorithm ed25519} writes it: PKCS#8, without a
     * password.
     *
     * @throws IllegalArgumentException if it holds no such key
     */
    public static SigningKey ofPem(String pem) {
        byte[] der = Pem.decode(LABEL, pem);
        try {
            PrivateKey key = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(der));
            byte[] seed = ((EdECPrivateKey) key)
                    .getBytes()
                    .orElseThrow(() -> new IllegalArgumentException("its private part can't be read"));
            SigningKey signing = new SigningKey(key, publicHalf(seed));
            signing.requireWhole();
            return signing;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("it holds no Ed25519 private key", e);
        }
    }

    /**
     * The key in a PEM file.
     *
     * @throws dev.tenantbackup.model.NotFoundException if there is no such file
     * @throws dev.tenantbackup.model.InvalidRequestException if it holds no Ed25519 private key
     */
    public static SigningKey read(Path file) {
        return Pem.read(
                file,
                "a signing key",
                "a new one is made by 'openssl genpkey -algorithm ed25519 -out signing.pem'.",
                SigningKey::ofPem);
    }

    /** The half to give away: to all who should be able to tell what was signed with this key. */
    public VerifyingKey verifyingKey() {
        return publicHalf;
    }

    /** The secret itself, as a PEM text that openssl reads. */
    public String toPem() {
        return Pem.encode(LABEL, key.getEncoded());
    }

    /** Signs some bytes. The same bytes always get the same signature. */
    public Signature sign(byte[] content) {
        try {
            java.security.Signature signer = java.security.Signature.getInstance(ALGORITHM);
            signer.initSign(key);
            signer.update(content);
            return new Signature(publicHalf, signer.sign());
        } catch (GeneralSecurityException e) {
            throw impossible(e);
        }
    }

    /**
     * The public half of a key of which only the private part is given. The platform derives it nowhere but where it
     * generates keys, so it is made to generate this one: from the seed instead of from chance.
     */
    private static PublicKey publicHalf(byte[] seed) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
        generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
        return generator.generateKeyPair().getPublic();
    }

    /** A key whose halves don't belong together would sign what nobody can check. */
    private void requireWhole() {
        byte[] sample = LABEL.getBytes(StandardCharsets.UTF_8);
        if (!sign(sample).covers(sample)) {
            throw new IllegalArgumentException("this Java platform can't derive its public half");
        }
    }

    private static IllegalStateException impossible(GeneralSecurityException e) {
        return new IllegalStateException("every Java platform from 15 on makes Ed25519 signatures", e);
    }

    /** The id of the public half. */
    @Override
    public String toString() {
        return "signing key " + publicHalf.id();
    }

    /** Gives what it was given, once for every question. */
    private static final class Seed extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        Seed(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(Arrays.copyOf(seed, bytes.length), 0, bytes, 0, bytes.length);
        }
    }
}
