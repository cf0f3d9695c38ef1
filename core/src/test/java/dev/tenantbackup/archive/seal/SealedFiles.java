// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Encrypted files in memory, to try things on. */
public final class SealedFiles {

    private SealedFiles() {}

    /** Some bytes, encrypted. */
    public static byte[] seal(byte[] content, Recipients recipients) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            SealedOutput sealed = SealedOutput.to(out, recipients);
            sealed.write(content);
            sealed.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** What an encrypted file holds, read from front to back. */
    static byte[] unseal(byte[] sealed, Identities identities) throws IOException {
        try (SealedChannel channel = open(sealed, identities)) {
            ByteBuffer content = ByteBuffer.allocate((int) channel.size());
            while (content.hasRemaining() && channel.read(content) >= 0) {
                // read on
            }
            return content.array();
        }
    }

    static SealedChannel open(byte[] sealed, Identities identities) throws IOException {
        return SealedChannel.open(channel(sealed), "sample", List.of(), identities);
    }

    static SeekableByteChannel channel(byte[] bytes) {
        return new SeekableInMemoryByteChannel(bytes.clone());
    }

    static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }
}
