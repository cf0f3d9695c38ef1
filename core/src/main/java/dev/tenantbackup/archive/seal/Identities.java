// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The secrets that decrypt: private keys and passphrases, tried in their order. Never printed. */
public final class Identities {

    /** None: whoever has these reads what is not encrypted. */
    public static final Identities NONE = new Identities(List.of());

    private final List<Identity> identities;

    private Identities(List<Identity> identities) {
        this.identities = List.copyOf(identities);
    }

    /**
     * The private keys in an identity file as {@code age-keygen} writes it: one a line; empty lines, and such that
     * begin with {@code #}, don't count.
     *
     * @throws dev.tenantbackup.model.NotFoundException if there is no such file
     * @throws InvalidRequestException if a line is no private key, or there is none
     */
    public static Identities read(Path file) {
        List<Identity> identities = new ArrayList<>();
        for (String line : KeyLines.read(file, "private keys")) {
            try {
                identities.add(PrivateKeyIdentity.parse(line));
            } catch (IllegalArgumentException e) {
                throw new InvalidRequestException(
                        Problem.of("File " + file + " is of no use as an identity file: key " + (identities.size() + 1)
                                        + " in it is " + e.getMessage() + ".")
                                .withHint("age-keygen makes such files. Keys of plugins and of SSH are not supported."),
                        e);
            }
        }
        return new Identities(identities);
    }

    /**
     * A private key: {@code AGE-SECRET-KEY-1…}.
     *
     * @throws IllegalArgumentException if it is none; the message does not hold it
     */
    public static Identities of(String privateKey) {
        return new Identities(List.of(PrivateKeyIdentity.parse(privateKey)));
    }

    /** A passphrase. */
    public static Identities passphrase(Passphrase passphrase) {
        return new Identities(List.of(new PassphraseIdentity(passphrase, PassphraseIdentity.DEFAULT_WORK_FACTOR)));
    }

    /** What opens one file only. */
    static Identities ofFile(FileKey key) {
        byte[] secret = key.getEncoded();
        return new Identities(List.of(new Identity() {
            @Override
            public Optional<FileKey> open(List<RecipientStanza> stanzas) {
                return Optional.of(new FileKey(secret));
            }

            @Override
            public Optional<String> recipient() {
                return Optional.empty();
            }
        }));
    }

    /** These, then others. */
    public Identities and(Identities others) {
        List<Identity> all = new ArrayList<>(identities);
        all.addAll(others.identities);
        return new Identities(all);
    }

    /** The public keys that go with the private ones. */
    public List<String> publicKeys() {
        return identities.stream()
                .map(Identity::recipient)
                .flatMap(Optional::stream)
                .toList();
    }

    public boolean isEmpty() {
        return identities.isEmpty();
    }

    List<Identity> all() {
        return identities;
    }

    @Override
    public String toString() {
        return identities.size() + " identities";
    }
}
