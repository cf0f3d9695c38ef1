// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

/** The Salsa20/8 core (RFC 7914, section 3). */
final class Salsa208 {

    private static final int ROUNDS = 8;

    private Salsa208() {}

    /**
     * Replaces 16 words by their image.
     *
     * @param x room for 16 words, whatever they are
     */
    static void apply(int[] words, int[] x) {
        System.arraycopy(words, 0, x, 0, words.length);
        for (int round = 0; round < ROUNDS; round += 2) {
            quarter(x, 0, 4, 8, 12);
            quarter(x, 5, 9, 13, 1);
            quarter(x, 10, 14, 2, 6);
            quarter(x, 15, 3, 7, 11);
            quarter(x, 0, 1, 2, 3);
            quarter(x, 5, 6, 7, 4);
            quarter(x, 10, 11, 8, 9);
            quarter(x, 15, 12, 13, 14);
        }
        for (int i = 0; i < words.length; i++) {
            words[i] += x[i];
        }
    }

    private static void quarter(int[] x, int a, int b, int c, int d) {
        x[b] ^= Integer.rotateLeft(x[a] + x[d], 7);
        x[c] ^= Integer.rotateLeft(x[b] + x[a], 9);
        x[d] ^= Integer.rotateLeft(x[c] + x[b], 13);
        x[a] ^= Integer.rotateLeft(x[d] + x[c], 18);
    }
}
