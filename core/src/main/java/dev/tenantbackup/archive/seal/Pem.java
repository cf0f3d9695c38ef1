// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys as text (RFC 7468): base64 between a line that begins and one that ends them. Messages never hold a key. */
final class Pem {

    private static final int MAX_FILE_BYTES = 64 << 10;
    private static final int LINE_LENGTH = 64;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s+([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private Pem() {}

    static String encode(String label, byte[] der) {
        String body = Base64.getMimeEncoder(LINE_LENGTH, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    /**
     * What stands between the lines of a label.
     *
     * @throws IllegalArgumentException if there is no such block, or another one; the message is a clause
     */
    static byte[] decode(String label, String pem) {
        Matcher matcher = BLOCK.matcher(pem);
        if (!matcher.find()) {
            throw new IllegalArgumentException("it is not in PEM form");
        }
        if (!matcher.group(1).equals(label)) {
            throw new IllegalArgumentException("it holds '" + matcher.group(1) + "', not '" + label + "'");
        }
        byte[] der = Base64.getMimeDecoder().decode(matcher.group(2));
        if (matcher.find()) {
            throw new IllegalArgumentException("it holds more than one key");
        }
        return der;
    }

    /**
     * The key in a file.
     *
     * @param what what kind of key, for messages
     * @throws NotFoundException if there is no such file
     * @throws InvalidRequestException if the file holds no such key
     */
    static <K> K read(Path file, String what, String hint, Function<String, K> parser) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw unusable(file, what, hint, new IllegalArgumentException("it is too long"));
            }
            return parser.apply(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw unusable(file, what, hint, e);
        } catch (NoSuchFileException e) {
            throw new NotFoundException(
                    Problem.of("There is no file " + file + " with " + what + ".")
                            .withHint(hint),
                    e);
        } catch (IOException e) {
            throw new StorageException(
                    Problem.of("Cannot read " + what + " from " + file + ": " + e.getMessage() + "."), e);
        }
    }

    private static InvalidRequestException unusable(Path file, String what, String hint, IllegalArgumentException e) {
        return new InvalidRequestException(
                Problem.of("File " + file + " is of no use as " + what + ": " + e.getMessage() + ".")
                        .withHint(hint),
                e);
    }
}
