// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.model.MissingKeyException;
import dev.tenantbackup.model.WrongKeyException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedChannelTest {

    private static final int CHUNK = 64 << 10;
    private static final int SEALED_CHUNK = CHUNK + 16;
    private static final int HEADER = 184;
    private static final boolean THOROUGH = Boolean.getBoolean("tenantbackup.thorough");

    private final DecryptionKey key = DecryptionKey.generate();
    private final DecryptionKey other = DecryptionKey.generate();
    private final Recipients recipients = Recipients.of(key.publicKey());

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 7, 20 * CHUNK + 1})
    void givesWhatWasEncrypted(int length) throws IOException {
        byte[] content = SealedFiles.content(length);
        byte[] sealed = SealedFiles.seal(content, recipients);

        assertThat(SealedFiles.unseal(sealed, key.identities())).isEqualTo(content);
        assertThat(sealed).hasSize(HEADER + length + 16 * Math.max(1, (length + CHUNK - 1) / CHUNK));
    }

    @Test
    void readsAtAnyPosition() throws IOException {
        byte[] content = SealedFiles.content(30 * CHUNK + 100);
        Random random = new Random(1);
        try (SealedChannel channel = SealedFiles.open(SealedFiles.seal(content, recipients), key.identities())) {
            for (int n = 0; n < 300; n++) {
                int from = random.nextInt(content.length);
                ByteBuffer part = ByteBuffer.allocate(Math.min(random.nextInt(2 * CHUNK), content.length - from));
                channel.position(from);
                while (part.hasRemaining()) {
                    assertThat(channel.read(part)).isPositive();
                }
                assertThat(part.array()).isEqualTo(Arrays.copyOfRange(content, from, from + part.capacity()));
                assertThat(channel.position()).isEqualTo(from + part.capacity());
            }
            channel.position(content.length);
            assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            channel.position(content.length + 5);
            assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    @Test
    void isForReadingOnlyAndOnlyWhileItIsOpen() throws IOException {
        SealedChannel channel = SealedFiles.open(SealedFiles.seal(new byte[1], recipients), key.identities());
        assertThatThrownBy(() -> channel.write(ByteBuffer.allocate(1))).isInstanceOf(NonWritableChannelException.class);
        assertThatThrownBy(() -> channel.truncate(0)).isInstanceOf(NonWritableChannelException.class);
        channel.close();
        assertThat(channel.isOpen()).isFalse();
        assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void tellsEncryptedFilesFromOthers() throws IOException {
        for (byte[] sealed :
                List.of(SealedFiles.seal(new byte[0], recipients), ascii("-----BEGIN AGE ENCRYPTED FILE-----\nYWdl"))) {
            assertThat(SealedChannel.isSealed(SealedFiles.channel(sealed))).isTrue();
        }
        for (byte[] plain :
                List.of(new byte[0], ascii("age-encryption.org"), ascii("PK\003\004 and so on, a ZIP file"))) {
            assertThat(SealedChannel.isSealed(SealedFiles.channel(plain))).isFalse();
        }
    }

    @Nested
    class Keys {

        @Test
        void ofEveryRecipientOpenIt() throws IOException {
            byte[] content = SealedFiles.content(100);
            byte[] sealed = SealedFiles.seal(content, Recipients.of(key.publicKey(), other.publicKey()));

            for (DecryptionKey one : List.of(key, other)) {
                Identities several = DecryptionKey.generate().identities().and(one.identities());
                assertThat(SealedFiles.unseal(sealed, several)).isEqualTo(content);
                try (SealedChannel channel = SealedFiles.open(sealed, several)) {
                    assertThat(channel.openedBy()).contains(one.publicKey());
                }
            }
        }

        @Test
        void areMissingIfThereIsNone() {
            byte[] sealed = SealedFiles.seal(new byte[1], recipients);
            assertThatThrownBy(() -> SealedChannel.open(
                            SealedFiles.channel(sealed), "b1", List.of(key.publicKey()), Identities.NONE))
                    .isInstanceOf(MissingKeyException.class)
                    .hasMessageContaining("Cannot read backup b1: it is encrypted for " + key.publicKey()
                            + ", and no private key is configured")
                    .hasMessageContaining("Hint:");
        }

        @Test
        void areWrongIfTheyAreOthers() {
            byte[] sealed = SealedFiles.seal(new byte[1], recipients);
            Identities wrong = other.identities().and(Identities.passphrase(Passphrase.of("x")));
            assertThatThrownBy(() ->
                            SealedChannel.open(SealedFiles.channel(sealed), "b1", List.of(key.publicKey()), wrong))
                    .isInstanceOf(WrongKeyException.class)
                    .hasMessageContaining("encrypted for " + key.publicKey() + ", and none of the configured");
            assertThatThrownBy(() -> SealedFiles.open(sealed, wrong))
                    .isInstanceOf(WrongKeyException.class)
                    .hasMessageContaining("encrypted for 1 recipient, and none");
        }

        @Test
        void areFreshForEveryFile() throws IOException {
            Set<String> firstChunks = new HashSet<>();
            Set<String> stanzas = new HashSet<>();
            for (int n = 0; n < 20; n++) {
                byte[] sealed = SealedFiles.seal(new byte[64], recipients);
                // What is encrypted is the same each time: equal bytes would show a key and nonce used twice.
                firstChunks.add(Arrays.toString(Arrays.copyOfRange(sealed, sealed.length - 80, sealed.length)));
                stanzas.add(new String(sealed, StandardCharsets.ISO_8859_1).split("\n", -1)[1]);
            }
            assertThat(firstChunks).hasSize(20);
            assertThat(stanzas).hasSize(20);
        }

        @Test
        void ofTheWriterOpenItsOwnFileOnly() throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            SealedOutput sealed = SealedOutput.to(out, recipients);
            sealed.write(7);
            sealed.finish();

            assertThat(SealedFiles.unseal(out.toByteArray(), sealed.ownKey())).containsExactly(7);
            byte[] another = SealedFiles.seal(new byte[1], recipients);
            assertThatThrownBy(() -> SealedFiles.open(another, sealed.ownKey()))
                    .isInstanceOf(DamagedSealException.class);
        }
    }

    @Nested
    class Passphrases {

        private static final int QUICK = 4;

        private final byte[] content = SealedFiles.content(100);
        private final Passphrase passphrase = Passphrase.of("größer als sonst");
        private final byte[] sealed = SealedFiles.seal(content, Recipients.passphrase(passphrase, QUICK));

        @Test
        void openWhatTheySealed() throws IOException {
            assertThat(SealedFiles.unseal(sealed, Identities.passphrase(passphrase)))
                    .isEqualTo(content);
            try (SealedChannel channel =
                    SealedFiles.open(sealed, key.identities().and(Identities.passphrase(passphrase)))) {
                assertThat(channel.openedBy()).isEmpty();
            }
        }

        @Test
        void areWrongIfTheyAreOthers() {
            for (Identities wrong :
                    List.of(Identities.passphrase(Passphrase.of("grösser als sonst")), key.identities())) {
                assertThatThrownBy(() -> SealedFiles.open(sealed, wrong))
                        .isInstanceOf(WrongKeyException.class)
                        .hasMessageContaining("encrypted with a passphrase, and none");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {" 21\n", " 30\n", " 99\n"})
        void areNotTriedWhereAStrangerAsksForTooMuch(String factor) {
            byte[] greedy = latin1(text(sealed).replaceFirst(" 4\n", factor));
            assertThatThrownBy(() -> SealedFiles.open(greedy, Identities.passphrase(passphrase)))
                    .isInstanceOf(DamagedSealException.class)
                    .hasMessageContaining(
                            "takes a work factor of" + factor.strip().replaceFirst("^", " "));
        }

        @ParameterizedTest
        @ValueSource(strings = {" 04\n", " 0\n", " -4\n", " 4 4\n", "\n", " 4096\n"})
        void areNotTriedOnOddHeaders(String factor) {
            assertOdd(text(sealed).replaceFirst(" 4\n", factor));
        }

        @Test
        void areNotTriedWithASaltOrAKeyOfAnotherLength() {
            assertOdd(text(sealed).replaceFirst("scrypt [^ ]*", "scrypt AAAA"));
            assertOdd(text(sealed).replaceFirst("(-> scrypt [^\n]*\n)[^\n]*", "$1AAAA"));
        }

        private void assertOdd(String header) {
            assertThatThrownBy(() -> SealedFiles.open(latin1(header), Identities.passphrase(passphrase)))
                    .isInstanceOf(DamagedSealException.class)
                    .hasMessageContaining("does not say rightly");
        }

        @Test
        void areSaltedAnewForEveryFile() {
            byte[] again = SealedFiles.seal(content, Recipients.passphrase(passphrase, QUICK));
            assertThat(text(again).lines().skip(1).findFirst())
                    .isNotEqualTo(text(sealed).lines().skip(1).findFirst());
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 0, 21, 64})
        void areNotUsedWithLessOrMoreWorkThanIsTried(int factor) {
            assertThatThrownBy(() -> Recipients.passphrase(passphrase, factor))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not " + factor);
        }

        @Test
        void standAlone() {
            String twice = text(sealed).replaceFirst("(-> scrypt [^\n]*\n[^\n]*\n)", "$1$1");
            assertThatThrownBy(() -> SealedFiles.open(latin1(twice), Identities.passphrase(passphrase)))
                    .isInstanceOf(DamagedSealException.class)
                    .hasMessageContaining("does not say rightly");
        }

        @Test
        void areNeverPrinted() {
            assertThat(passphrase + " " + Identities.passphrase(passphrase) + Recipients.passphrase(passphrase, QUICK))
                    .doesNotContain("sonst");
            assertThatThrownBy(() -> Passphrase.of("")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class Damage {

        @Test
        void ofOneBitIsNoticedWhereverItIs() {
            byte[] content = SealedFiles.content(200);
            byte[] sealed = SealedFiles.seal(content, recipients);
            for (int at = 0; at < sealed.length; at++) {
                for (int bit = 0; bit < Byte.SIZE; bit += THOROUGH ? 1 : 3) {
                    byte[] flipped = sealed.clone();
                    flipped[at] ^= (byte) (1 << bit);
                    assertNoticed(flipped, "bit " + bit + " of byte " + at);
                }
            }
        }

        @Test
        void ofALostTailIsNoticedWhereverItBegins() {
            byte[] sealed = SealedFiles.seal(SealedFiles.content(600), recipients);
            for (int length = 0; length < sealed.length; length++) {
                assertNoticed(Arrays.copyOf(sealed, length), "the first " + length + " bytes");
            }
        }

        @Test
        void betweenChunksIsNoticed() {
            byte[] sealed = SealedFiles.seal(SealedFiles.content(3 * CHUNK + 5), recipients);
            for (int chunks = 0; chunks <= 3; chunks++) {
                int end = HEADER + chunks * SEALED_CHUNK;
                for (int length : new int[] {end, end + 1, end + 15, end + 16, end + 17, end + 20}) {
                    assertNoticed(Arrays.copyOf(sealed, length), "the first " + length + " bytes");
                }
            }
        }

        @Test
        void byChunksTooManyIsNoticed() {
            byte[] sealed = SealedFiles.seal(SealedFiles.content(2 * CHUNK), recipients);
            byte[] longer = Arrays.copyOf(sealed, sealed.length + SEALED_CHUNK);
            System.arraycopy(sealed, HEADER, longer, sealed.length, SEALED_CHUNK);
            assertNoticed(longer, "the first chunk once more");
            System.arraycopy(sealed, HEADER + SEALED_CHUNK, longer, sealed.length, SEALED_CHUNK);
            assertNoticed(longer, "the last chunk once more");
            assertNoticed(Arrays.copyOf(sealed, sealed.length + 1), "a byte more");
            assertNoticed(Arrays.copyOf(sealed, sealed.length + 16), "an empty chunk more");
        }

        /** The format has none, so that a content has one form only; a writer who has the key could make one. */
        @Test
        void byAnEmptyLastChunkIsNoticed() throws IOException, GeneralSecurityException {
            byte[] content = SealedFiles.content(CHUNK);
            byte[] sealed = SealedFiles.seal(content, recipients);
            byte[] fileKey = FileOpening.of(ByteBuffer.wrap(sealed), "sample", List.of(), key.identities())
                    .key();
            ByteArrayOutputStream crafted = new ByteArrayOutputStream();
            crafted.write(sealed, 0, HEADER);
            crafted.write(chunk(fileKey, ChunkCipher.nonce(0, false), content));
            crafted.write(chunk(fileKey, ChunkCipher.nonce(1, true), new byte[0]));
            assertNoticed(crafted.toByteArray(), "an empty chunk at the end");
        }

        private byte[] chunk(byte[] fileKey, byte[] nonce, byte[] content) throws GeneralSecurityException {
            return ChunkCipher.of(Cipher.ENCRYPT_MODE, fileKey, nonce).doFinal(content);
        }

        @Test
        void byChunksInAnotherOrderIsNoticed() {
            byte[] sealed = SealedFiles.seal(SealedFiles.content(3 * CHUNK), recipients);
            byte[] swapped = sealed.clone();
            System.arraycopy(sealed, HEADER, swapped, HEADER + SEALED_CHUNK, SEALED_CHUNK);
            System.arraycopy(sealed, HEADER + SEALED_CHUNK, swapped, HEADER, SEALED_CHUNK);
            assertNoticed(swapped, "two chunks swapped");
        }

        @Test
        void ofAnUnfinishedFileIsNoticed() throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            SealedOutput sealed = SealedOutput.to(out, recipients);
            sealed.write(SealedFiles.content(3 * CHUNK));
            assertNoticed(out.toByteArray(), "what was written without finish()");
        }

        @Test
        void isNoMissingKey() {
            byte[] sealed = SealedFiles.seal(SealedFiles.content(100), recipients);
            sealed[sealed.length - 1] ^= 1;
            assertThatThrownBy(() -> SealedFiles.unseal(sealed, key.identities()))
                    .isInstanceOf(DamagedSealException.class)
                    .hasMessage("its encrypted content is damaged at chunk 0 of 1");
            assertThatThrownBy(() -> SealedFiles.open(ascii("-----BEGIN AGE ENCRYPTED FILE-----"), key.identities()))
                    .isInstanceOf(DamagedSealException.class)
                    .hasMessageContaining("only the binary form is read");
        }

        /** A damaged stanza is one that no key fits: who has none cannot tell damage from another's file. */
        private void assertNoticed(byte[] damaged, String what) {
            assertThatThrownBy(() -> SealedFiles.unseal(damaged, key.identities()))
                    .as(what)
                    .isInstanceOfAny(DamagedSealException.class, WrongKeyException.class);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
