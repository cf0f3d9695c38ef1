// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key derivation scrypt (RFC 7914), which makes guessing passphrases costly in time and memory. The Java platform
 * has none.
 */
final class Scrypt {

    private static final String HMAC = "HmacSHA256";
    private static final int HASH_BYTES = 32;
    private static final int SALSA_WORDS = 16;

    private final int cost;
    private final int blockWords;
    private final int[] mixed;
    private final int[] shuffled;
    private final int[] salsa = new int[SALSA_WORDS];
    private final int[] scratch = new int[SALSA_WORDS];
    private final int[] table;

    private Scrypt(int cost, int blockSize) {
        this.cost = cost;
        this.blockWords = 2 * SALSA_WORDS * blockSize;
        this.mixed = new int[blockWords];
        this.shuffled = new int[blockWords];
        this.table = new int[Math.multiplyExact(cost, blockWords)];
    }

    /** How many bytes of memory a derivation holds, but for some small change. */
    static long memory(int cost, int blockSize) {
        return 128L * blockSize * cost;
    }

    /**
     * Derives a key.
     *
     * @param cost the cost parameter N: a power of 2
     * @param blockSize the parameter r
     * @param parallelization the parameter p; computed one after the other
     * @param length how many bytes are wanted
     */
    static byte[] derive(byte[] passphrase, byte[] salt, int cost, int blockSize, int parallelization, int length)
            throws GeneralSecurityException {
        if (cost < 2 || Integer.bitCount(cost) != 1) {
            throw new IllegalArgumentException("not a power of 2: " + cost);
        }
        int blockBytes = 128 * blockSize;
        byte[] blocks = pbkdf2(passphrase, salt, parallelization * blockBytes);
        Scrypt scrypt = new Scrypt(cost, blockSize);
        for (int block = 0; block < parallelization; block++) {
            scrypt.mix(ByteBuffer.wrap(blocks, block * blockBytes, blockBytes)
                    .slice()
                    .order(ByteOrder.LITTLE_ENDIAN));
        }
        return pbkdf2(passphrase, blocks, length);
    }

    /** PBKDF2 with one round (RFC 8018). */
    private static byte[] pbkdf2(byte[] passphrase, byte[] salt, int length) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HMAC);
        // HMAC pads its key with zeros, so that one zero is the empty key, which the platform refuses.
        mac.init(new SecretKeySpec(passphrase.length == 0 ? new byte[1] : passphrase, HMAC));
        byte[] derived = new byte[length];
        for (int from = 0, block = 1; from < length; from += HASH_BYTES, block++) {
            mac.update(salt);
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(block).array());
            System.arraycopy(mac.doFinal(), 0, derived, from, Math.min(HASH_BYTES, length - from));
        }
        return derived;
    }

    /** The function ROMix of the specification, in place. */
    private void mix(ByteBuffer block) {
        block.asIntBuffer().get(mixed);
        for (int i = 0; i < cost; i++) {
            System.arraycopy(mixed, 0, table, i * blockWords, blockWords);
            mixBlock();
        }
        for (int i = 0; i < cost; i++) {
            // The cost is a power of 2 below 2^32: the lowest word decides.
            int from = (mixed[blockWords - SALSA_WORDS] & (cost - 1)) * blockWords;
            for (int word = 0; word < blockWords; word++) {
                mixed[word] ^= table[from + word];
            }
            mixBlock();
        }
        block.asIntBuffer().put(mixed);
        Arrays.fill(mixed, 0);
    }

    /** The function BlockMix of the specification: even parts to the front, odd ones to the back. */
    private void mixBlock() {
        System.arraycopy(mixed, blockWords - SALSA_WORDS, salsa, 0, SALSA_WORDS);
        int half = blockWords / 2;
        for (int part = 0, from = 0; from < blockWords; part++, from += SALSA_WORDS) {
            for (int word = 0; word < SALSA_WORDS; word++) {
                salsa[word] ^= mixed[from + word];
            }
            Salsa208.apply(salsa, scratch);
            int to = part / 2 * SALSA_WORDS + (part % 2 == 0 ? 0 : half);
            System.arraycopy(salsa, 0, shuffled, to, SALSA_WORDS);
        }
        System.arraycopy(shuffled, 0, mixed, 0, blockWords);
    }
}
