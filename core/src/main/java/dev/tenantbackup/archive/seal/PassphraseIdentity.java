// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;

/** A passphrase, and how it stands in an age file: in the stanza {@code scrypt}, which must be the only one. */
final class PassphraseIdentity implements Identity, RecipientStanzaWriter {

    /** What age's own command uses: 256 MiB of memory and a second or more. */
    static final int DEFAULT_WORK_FACTOR = 18;

    static final String STANZA = "scrypt";
    private static final byte[] LABEL = "age-encryption.org/v1/scrypt".getBytes(StandardCharsets.US_ASCII);
    private static final int SALT_BYTES = 16;
    private static final int BLOCK_SIZE = 8;
    private static final int KEY_BYTES = 32;
    private static final int FILE_KEY_BYTES = 16;
    private static final int TAG_BYTES = 16;

    /** Of what a stranger's file may ask for: 1 GiB of memory. */
    private static final int MAX_WORK_FACTOR = 20;

    private static final Pattern WORK_FACTOR = Pattern.compile("[1-9][0-9]?");
    private static final Pattern SALT = Pattern.compile("[A-Za-z0-9+/]{22}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Passphrase passphrase;
    private final int workFactor;

    /**
     * A passphrase.
     *
     * @param workFactor what is written: the cost of a guess is 2 to this power
     */
    PassphraseIdentity(Passphrase passphrase, int workFactor) {
        if (workFactor < 1 || workFactor > MAX_WORK_FACTOR) {
            throw new IllegalArgumentException("a work factor of 1 to " + MAX_WORK_FACTOR + ", not " + workFactor);
        }
        this.passphrase = passphrase;
        this.workFactor = workFactor;
    }

    @Override
    public List<RecipientStanza> getRecipientStanzas(FileKey fileKey) throws GeneralSecurityException {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        byte[] body = cipher(Cipher.ENCRYPT_MODE, salt, workFactor).doFinal(fileKey.getEncoded());
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(salt);
        return List.of(new Stanza(List.of(encoded, Integer.toString(workFactor)), body));
    }

    @Override
    public Optional<FileKey> open(List<RecipientStanza> stanzas) throws GeneralSecurityException {
        if (stanzas.stream().noneMatch(stanza -> stanza.getType().equals(STANZA))) {
            return Optional.empty();
        }
        RecipientStanza stanza = stanzas.get(0);
        List<String> arguments = stanza.getArguments();
        if (stanzas.size() > 1
                || arguments.size() != 2
                || !SALT.matcher(arguments.get(0)).matches()
                || !WORK_FACTOR.matcher(arguments.get(1)).matches()
                || stanza.getBody().length != FILE_KEY_BYTES + TAG_BYTES) {
            throw new GeneralSecurityException("its header does not say rightly how the passphrase is used");
        }
        int asked = Integer.parseInt(arguments.get(1));
        if (asked > MAX_WORK_FACTOR) {
            throw new GeneralSecurityException("trying a passphrase on it takes a work factor of " + asked
                    + ", and up to " + MAX_WORK_FACTOR + " is taken on");
        }
        byte[] salt = Base64.getDecoder().decode(arguments.get(0));
        try {
            return Optional.of(
                    new FileKey(cipher(Cipher.DECRYPT_MODE, salt, asked).doFinal(stanza.getBody())));
        } catch (AEADBadTagException anotherPassphrase) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> recipient() {
        return Optional.empty();
    }

    private Cipher cipher(int mode, byte[] salt, int factor) throws GeneralSecurityException {
        byte[] labelled = new byte[LABEL.length + salt.length];
        System.arraycopy(LABEL, 0, labelled, 0, LABEL.length);
        System.arraycopy(salt, 0, labelled, LABEL.length, salt.length);
        byte[] key = derived(labelled, 1 << factor);
        return ChunkCipher.of(mode, key, new byte[ChunkCipher.NONCE_BYTES]);
    }

    private byte[] derived(byte[] salt, int cost) throws GeneralSecurityException {
        try {
            return Scrypt.derive(passphrase.bytes(), salt, cost, BLOCK_SIZE, 1, KEY_BYTES);
        } catch (OutOfMemoryError tooSmall) {
            throw new GeneralSecurityException(
                    "trying a passphrase on it takes " + (Scrypt.memory(cost, BLOCK_SIZE) >> 20)
                            + " MiB of memory, more than this program has (-Xmx)",
                    tooSmall);
        }
    }

    /**
     * What is written of a passphrase.
     *
     * @param arguments the salt and the work factor
     * @param body the file's key, encrypted
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Stanza(List<String> arguments, byte[] body) implements RecipientStanza {

        @Override
        public String getType() {
            return STANZA;
        }

        @Override
        public List<String> getArguments() {
            return arguments;
        }

        @Override
        public byte[] getBody() {
            return body.clone();
        }
    }
}
