// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import com.exceptionfactory.jagged.framework.crypto.CipherKey;
import com.exceptionfactory.jagged.framework.format.StandardPayloadKeyReader;
import dev.tenantbackup.model.MissingKeyException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.WrongKeyException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The header of an encrypted file, opened: which identity fits, the key of what follows, and where that begins. */
final class FileOpening {

    private final byte[] key;
    private final int payloadAt;
    private final Identity openedBy;

    private FileOpening(byte[] key, int payloadAt, Identity openedBy) {
        this.key = key;
        this.payloadAt = payloadAt;
        this.openedBy = openedBy;
    }

    /**
     * Opens a header.
     *
     * @param start the file's first bytes; a header beyond them is refused as damaged
     */
    static FileOpening of(ByteBuffer start, String name, List<String> recorded, Identities identities)
            throws IOException {
        if (identities.isEmpty()) {
            throw missing(name, recorded);
        }
        Search search = new Search(identities);
        try {
            CipherKey key = new StandardPayloadKeyReader().getPayloadKey(start, List.of(search));
            return new FileOpening(key.getEncoded(), start.position(), search.found());
        } catch (GeneralSecurityException | RuntimeException e) {
            // Also runtime exceptions: bytes of a stranger, which the parser may trip over.
            if (search.isFutile()) {
                throw wrong(name, recorded, search.stanzas());
            }
            throw new DamagedSealException(search.refusal().orElse("the header of the encrypted file is damaged"), e);
        }
    }

    byte[] key() {
        return key;
    }

    /** How many bytes the header has. */
    int payloadAt() {
        return payloadAt;
    }

    Identity openedBy() {
        return openedBy;
    }

    private static MissingKeyException missing(String name, List<String> recorded) {
        return new MissingKeyException(Problem.of("Cannot read backup " + name + ": it is encrypted" + forWhom(recorded)
                        + ", and no private key is configured.")
                .withBackup(name)
                .withHint("give the identity file or the passphrase that decrypts it. Listing, pruning and"
                        + " checking the whole file work without."));
    }

    private static WrongKeyException wrong(String name, List<String> recorded, List<RecipientStanza> stanzas) {
        String whom = recorded.isEmpty()
                ? stanzas.size() == 1 && stanzas.get(0).getType().equals(PassphraseIdentity.STANZA)
                        ? " with a passphrase"
                        : " for " + stanzas.size() + (stanzas.size() == 1 ? " recipient" : " recipients")
                : forWhom(recorded);
        return new WrongKeyException(Problem.of("Cannot read backup " + name + ": it is encrypted" + whom
                        + ", and none of the configured private keys and passphrases decrypts it.")
                .withBackup(name)
                .withHint("give the identity file of one of its recipients, or the passphrase it was encrypted"
                        + " with; backups made before a change of keys take the older key."));
    }

    private static String forWhom(List<String> recorded) {
        return recorded.isEmpty() ? "" : " for " + String.join(", ", recorded);
    }

    /** Tries every identity on a file's stanzas. */
    private static final class Search implements RecipientStanzaReader {

        private final Identities identities;
        private final List<RecipientStanza> stanzas = new ArrayList<>();
        private @Nullable Identity found;
        private @Nullable String refusal;
        private boolean futile;

        Search(Identities identities) {
            this.identities = identities;
        }

        @Override
        public FileKey getFileKey(Iterable<RecipientStanza> recipientStanzas) throws GeneralSecurityException {
            recipientStanzas.forEach(stanzas::add);
            for (Identity identity : identities.all()) {
                Optional<FileKey> key = open(identity);
                if (key.isPresent()) {
                    found = identity;
                    return key.get();
                }
            }
            futile = true;
            throw new UnsupportedRecipientStanzaException("no identity fits");
        }

        private Optional<FileKey> open(Identity identity) throws GeneralSecurityException {
            try {
                return identity.open(stanzas);
            } catch (GeneralSecurityException e) {
                refusal = e.getMessage();
                throw e;
            }
        }

        Identity found() {
            if (found == null) {
                throw new IllegalStateException("a header was opened by no identity");
            }
            return found;
        }

        boolean isFutile() {
            return futile;
        }

        List<RecipientStanza> stanzas() {
            return stanzas;
        }

        Optional<String> refusal() {
            return Optional.ofNullable(refusal);
        }
    }
}
