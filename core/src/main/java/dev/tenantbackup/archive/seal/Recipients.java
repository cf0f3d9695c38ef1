// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For whom archives are encrypted: holders of private keys, or whoever knows a passphrase. Holds nothing secret unless
 * it is a passphrase: whoever encrypts for a public key cannot decrypt.
 */
public final class Recipients {

    private static final int MAX_KEYS = 100;

    private final List<String> publicKeys;
    private final @Nullable PassphraseIdentity passphrase;

    private Recipients(List<String> publicKeys, @Nullable PassphraseIdentity passphrase) {
        this.publicKeys = publicKeys;
        this.passphrase = passphrase;
    }

    /**
     * The holders of the private keys of some public ones. Each of them alone can decrypt.
     *
     * @param publicKeys X25519 keys as age writes them: {@code age1…}; up to 100
     * @throws InvalidRequestException if one is none, or there are none or too many
     */
    public static Recipients of(List<String> publicKeys) {
        List<String> distinct = List.copyOf(new LinkedHashSet<>(publicKeys));
        if (distinct.isEmpty() || distinct.size() > MAX_KEYS) {
            throw new InvalidRequestException(Problem.of(
                    "Encrypting takes 1 to " + MAX_KEYS + " recipients, and there are " + distinct.size() + "."));
        }
        distinct.forEach(Recipients::writer);
        return new Recipients(distinct, null);
    }

    /** As {@link #of(List)}. */
    public static Recipients of(String... publicKeys) {
        return of(List.of(publicKeys));
    }

    /**
     * The recipients in a file: one public key a line; empty lines, and such that begin with {@code #}, don't count.
     *
     * @throws dev.tenantbackup.model.NotFoundException if there is no such file
     * @throws InvalidRequestException if a line is no public key, or there are none or too many
     */
    public static Recipients read(Path file) {
        return of(KeyLines.read(file, "recipients"));
    }

    /** Whoever knows a passphrase. Encrypting takes 256 MiB of memory and a second or more, and so does decrypting. */
    public static Recipients passphrase(Passphrase passphrase) {
        return passphrase(passphrase, PassphraseIdentity.DEFAULT_WORK_FACTOR);
    }

    /**
     * Whoever knows a passphrase.
     *
     * @param workFactor the logarithm of what a guess costs, 1 to 20; each more doubles time and memory. Less than
     *     age's own 18 is for long random passphrases, and for tests
     */
    public static Recipients passphrase(Passphrase passphrase, int workFactor) {
        return new Recipients(List.of(), new PassphraseIdentity(passphrase, workFactor));
    }

    /** The public keys; empty if a passphrase is needed instead. */
    public List<String> publicKeys() {
        return publicKeys;
    }

    /** Whether a passphrase decrypts. */
    public boolean isPassphrase() {
        return passphrase != null;
    }

    List<RecipientStanzaWriter> writers() {
        if (passphrase != null) {
            return List.of(passphrase);
        }
        List<RecipientStanzaWriter> writers = new ArrayList<>();
        publicKeys.forEach(key -> writers.add(writer(key)));
        return writers;
    }

    private static RecipientStanzaWriter writer(String publicKey) {
        try {
            return X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(publicKey);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new InvalidRequestException(
                    Problem.of("'" + shown(publicKey) + "' is not a public key to encrypt for.")
                            .withHint("a public key begins with 'age1' and has 62 characters; age-keygen prints it, and"
                                    + " its file has it in the line '# public key:'."),
                    e);
        }
    }

    /** A private key that was given by mistake must not end in a log. */
    private static String shown(String publicKey) {
        return publicKey.regionMatches(true, 0, PrivateKeyIdentity.PREFIX, 0, PrivateKeyIdentity.PREFIX.length())
                ? PrivateKeyIdentity.PREFIX + "…"
                : publicKey;
    }

    @Override
    public String toString() {
        return isPassphrase() ? "a passphrase" : String.join(", ", publicKeys);
    }
}
