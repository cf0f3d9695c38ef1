// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import com.exceptionfactory.jagged.bech32.Bech32;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.List;
import java.util.Optional;
import javax.crypto.KeyAgreement;

/** An X25519 private key: {@code AGE-SECRET-KEY-1…}. */
final class PrivateKeyIdentity implements Identity {

    static final String PREFIX = "AGE-SECRET-KEY-1";

    private static final String RECIPIENT_WORD = "age";
    private static final String ALGORITHM = "X25519";
    private static final BigInteger BASE_POINT = BigInteger.valueOf(9);

    private final RecipientStanzaReader reader;
    private final String recipient;

    private PrivateKeyIdentity(RecipientStanzaReader reader, String recipient) {
        this.reader = reader;
        this.recipient = recipient;
    }

    /**
     * The identity that a text is.
     *
     * @throws IllegalArgumentException if it is none; the message does not hold the text
     */
    static PrivateKeyIdentity parse(String text) {
        try {
            RecipientStanzaReader reader = X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(text);
            byte[] scalar = Bech32.getDecoder().decode(text).getData();
            return new PrivateKeyIdentity(reader, recipient(scalar));
        } catch (GeneralSecurityException | RuntimeException e) {
            // The cause is left out: its message may hold a part of the secret.
            throw new IllegalArgumentException("not a private key that begins with " + PREFIX);
        }
    }

    @Override
    public Optional<FileKey> open(List<RecipientStanza> stanzas) throws GeneralSecurityException {
        try {
            return Optional.of(reader.getFileKey(stanzas));
        } catch (UnsupportedRecipientStanzaException othersOnly) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> recipient() {
        return Optional.of(recipient);
    }

    /** The public key of a private one: the scalar times the curve's base point (RFC 7748, section 6.1). */
    private static String recipient(byte[] scalar) throws GeneralSecurityException {
        KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
        KeyAgreement agreement = KeyAgreement.getInstance(ALGORITHM);
        agreement.init(keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, scalar)));
        agreement.doPhase(keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, BASE_POINT)), true);
        return Bech32.getEncoder()
                .encode(RECIPIENT_WORD, agreement.generateSecret())
                .toString();
    }
}
