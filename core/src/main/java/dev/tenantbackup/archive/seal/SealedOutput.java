// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts what is written, in the age format, with a key made for this file alone. Holds one chunk of 64 KiB. For one
 * thread at a time.
 *
 * <p>The file is whole only after {@link #finish()}: without it, readers notice that the end is missing. The stream
 * that was lent stays open.
 */
public final class SealedOutput extends OutputStream {

    private final OutputStream lent;
    private final WritableByteChannel channel;
    private final Identities ownKey;

    private SealedOutput(OutputStream lent, WritableByteChannel channel, Identities ownKey) {
        this.lent = lent;
        this.channel = channel;
        this.ownKey = ownKey;
    }

    /**
     * Begins a file.
     *
     * @param out where it goes; stays open
     */
    public static SealedOutput to(OutputStream out, Recipients recipients) throws IOException {
        KeyWitness witness = new KeyWitness(recipients.writers());
        try {
            WritableByteChannel channel = new StandardEncryptingChannelFactory()
                    .newEncryptingChannel(Channels.newChannel(new LentStream(out)), List.of(witness));
            return new SealedOutput(out, channel, Identities.ofFile(Objects.requireNonNull(witness.key, "key")));
        } catch (GeneralSecurityException e) {
            throw new IOException("encrypting is not possible: " + e.getMessage(), e);
        }
    }

    @Override
    public void write(int next) throws IOException {
        write(new byte[] {(byte) next}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(source, offset, length);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Writes the last chunk. */
    public void finish() throws IOException {
        channel.close();
        lent.flush();
    }

    /** What opens this file and no other one, so that its writer can check it. Never to be stored. */
    public Identities ownKey() {
        return ownKey;
    }

    /** Asks all writers, and keeps the key that they encrypt. */
    private static final class KeyWitness implements RecipientStanzaWriter {

        private final List<RecipientStanzaWriter> writers;
        private @Nullable FileKey key;

        KeyWitness(List<RecipientStanzaWriter> writers) {
            this.writers = writers;
        }

        @Override
        public Iterable<RecipientStanza> getRecipientStanzas(FileKey fileKey) throws GeneralSecurityException {
            key = new FileKey(fileKey.getEncoded());
            List<RecipientStanza> stanzas = new ArrayList<>();
            for (RecipientStanzaWriter writer : writers) {
                writer.getRecipientStanzas(fileKey).forEach(stanzas::add);
            }
            return stanzas;
        }
    }

    /** Passes on everything but the end. */
    private static final class LentStream extends OutputStream {

        private final OutputStream out;

        LentStream(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int next) throws IOException {
            out.write(next);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            out.write(source, offset, length);
        }
    }
}
