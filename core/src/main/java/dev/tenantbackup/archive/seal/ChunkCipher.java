// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** ChaCha20-Poly1305 (RFC 8439) as the platform has it, and how age numbers the chunks of a file. */
final class ChunkCipher {

    static final int NONCE_BYTES = 12;

    private ChunkCipher() {}

    /** A cipher for one message. */
    static Cipher of(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
        cipher.init(mode, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(nonce));
        return cipher;
    }

    /** The nonce of a chunk: 11 bytes of its number, counted from 0, and one that says whether it is the last. */
    static byte[] nonce(long chunk, boolean last) {
        byte[] nonce = new byte[NONCE_BYTES];
        long rest = chunk;
        for (int at = NONCE_BYTES - 2; rest != 0; at--) {
            nonce[at] = (byte) rest;
            rest >>>= Byte.SIZE;
        }
        nonce[NONCE_BYTES - 1] = (byte) (last ? 1 : 0);
        return nonce;
    }
}
