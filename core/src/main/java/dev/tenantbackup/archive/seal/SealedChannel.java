// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;

/**
 * What an encrypted file holds, at any position: decrypts the chunks that are asked for, in memory. Every byte that it
 * gives is authentic; its size is, too, because opening decrypts the last chunk. A lost tail, a chunk too many, chunks in
 * another order and every flipped bit are noticed at the latest when the bytes in question are read.
 *
 * <p>Holds up to 16 chunks of 64 KiB. Safe for concurrent use, one reader at a time.
 */
public final class SealedChannel implements SeekableByteChannel {

    private static final byte[] MAGIC = "age-encryption.org/".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ARMOR = "-----BEGIN AGE ENCRYPTED FILE".getBytes(StandardCharsets.US_ASCII);
    private static final int PLAIN_BYTES = 64 << 10;
    private static final int TAG_BYTES = 16;
    private static final int SEALED_BYTES = PLAIN_BYTES + TAG_BYTES;
    private static final int CACHED_CHUNKS = 16;

    private final SeekableByteChannel file;
    private final FileOpening opening;
    private final long chunks;
    private final long size;
    private final Map<Long, byte[]> cache = new LinkedHashMap<>(CACHED_CHUNKS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
            return size() > CACHED_CHUNKS;
        }
    };

    private long position;

    private SealedChannel(SeekableByteChannel file, FileOpening opening) throws IOException {
        this.file = file;
        this.opening = opening;
        long payload = file.size() - opening.payloadAt();
        this.chunks = Math.max(1, (payload + SEALED_BYTES - 1) / SEALED_BYTES);
        this.size = payload - chunks * TAG_BYTES;
        long last = payload - (chunks - 1) * SEALED_BYTES;
        // Only a file of nothing ends with an empty chunk.
        if (last < TAG_BYTES || (last == TAG_BYTES && chunks > 1)) {
            throw new DamagedSealException("its encrypted content was cut off");
        }
        chunk(chunks - 1);
    }

    /** Whether a file is encrypted in the age format; reads its first bytes. */
    public static boolean isSealed(SeekableByteChannel file) throws IOException {
        byte[] start = read(file, 0, ARMOR.length);
        return Arrays.equals(start, 0, Math.min(MAGIC.length, start.length), MAGIC, 0, MAGIC.length)
                || Arrays.equals(start, ARMOR);
    }

    /**
     * Opens an encrypted file.
     *
     * @param file its bytes, which must not change; closed with this channel, but not if opening fails
     * @param name what to call it in messages
     * @param recorded for whom it is encrypted as far as is known, for messages
     * @throws dev.tenantbackup.model.MissingKeyException if there are no identities
     * @throws dev.tenantbackup.model.WrongKeyException if none of them opens it
     * @throws DamagedSealException if it is damaged
     */
    public static SealedChannel open(
            SeekableByteChannel file, String name, List<String> recorded, Identities identities) throws IOException {
        byte[] start = read(file, 0, SEALED_BYTES);
        if (Arrays.equals(start, 0, Math.min(ARMOR.length, start.length), ARMOR, 0, ARMOR.length)) {
            throw new DamagedSealException("it is in age's text form (armored), and only the binary form is read");
        }
        return new SealedChannel(file, FileOpening.of(ByteBuffer.wrap(start), name, recorded, identities));
    }

    /** The public key of the identity that opened the file; empty if it was a passphrase. */
    public Optional<String> openedBy() {
        return opening.openedBy().recipient();
    }

    @Override
    public synchronized int read(ByteBuffer target) throws IOException {
        if (!file.isOpen()) {
            throw new ClosedChannelException();
        }
        if (!target.hasRemaining()) {
            return 0;
        }
        if (position >= size) {
            return -1;
        }
        byte[] chunk = chunk(position / PLAIN_BYTES);
        int from = (int) (position % PLAIN_BYTES);
        int count = Math.min(target.remaining(), chunk.length - from);
        target.put(chunk, from, count);
        position += count;
        return count;
    }

    @Override
    public synchronized long position() {
        return position;
    }

    @Override
    public synchronized SeekableByteChannel position(long newPosition) {
        if (newPosition < 0) {
            throw new IllegalArgumentException("a negative position");
        }
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public synchronized void close() throws IOException {
        cache.clear();
        file.close();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long newSize) {
        throw new NonWritableChannelException();
    }

    private byte[] chunk(long number) throws IOException {
        byte[] cached = cache.get(number);
        if (cached != null) {
            return cached;
        }
        byte[] sealed = read(file, opening.payloadAt() + number * SEALED_BYTES, SEALED_BYTES);
        try {
            byte[] plain = ChunkCipher.of(
                            Cipher.DECRYPT_MODE, opening.key(), ChunkCipher.nonce(number, number == chunks - 1))
                    .doFinal(sealed);
            cache.put(number, plain);
            return plain;
        } catch (AEADBadTagException e) {
            throw new DamagedSealException("its encrypted content is damaged at chunk " + number + " of " + chunks, e);
        } catch (GeneralSecurityException e) {
            throw new IOException("decrypting is not possible: " + e.getMessage(), e);
        }
    }

    /** Some bytes, or as many as there are. */
    private static byte[] read(SeekableByteChannel file, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, Math.min(length, file.size() - position)));
        file.position(position);
        while (bytes.hasRemaining()) {
            if (file.read(bytes) < 0) {
                throw new EOFException("the file ends at byte " + (position + bytes.position()));
            }
        }
        return bytes.array();
    }
}
