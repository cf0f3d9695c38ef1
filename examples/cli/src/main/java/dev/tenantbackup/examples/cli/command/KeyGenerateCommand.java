// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.archive.seal.DecryptionKey;
import dev.tenantbackup.archive.seal.SigningKey;
import dev.tenantbackup.examples.cli.output.KeyDocuments;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code key generate}: a key pair to encrypt for, as {@code age-keygen} makes it, or to sign with, as {@code openssl}
 * does.
 */
@Command(
        name = "generate",
        description = "Makes a private key in a file that only its owner can read, and prints its public half. Without"
                + " --signing an identity to decrypt with, which the age command takes, too: whoever loses the"
                + " file loses what is encrypted for it.",
        footer = {
            "  tenant-backup key generate -o identity.txt",
            "  tenant-backup key generate --signing -o signing.pem > signing.pub"
        })
public final class KeyGenerateCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "<file>",
            required = true,
            description = "Where the private key goes; must not exist.")
    Path target = Path.of("");

    @Option(
            names = "--signing",
            description = "A key to sign with, for --signing-key; what is printed is for --require-signature-from.")
    boolean signing;

    public KeyGenerateCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (signing) {
            generateSigningKey();
        } else {
            generateIdentity();
        }
        return ExitCode.DONE.number();
    }

    private void generateIdentity() {
        DecryptionKey key = DecryptionKey.generate();
        write(key.toIdentityFile(invocation.surroundings().clock().instant()));
        invocation.print(
                () -> KeyDocuments.generated(target, key.publicKey()),
                style -> "Public key: " + key.publicKey() + "\n");
    }

    /** Prints nothing but the public half, so that its file is made by redirecting the output. */
    private void generateSigningKey() {
        SigningKey key = SigningKey.generate();
        write(key.toPem());
        invocation.print(
                () -> KeyDocuments.generated(target, key.verifyingKey()),
                style -> key.verifyingKey().toPem());
    }

    private void write(String text) {
        FileAttribute<?>[] ownerOnly =
                target.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (SeekableByteChannel file = Files.newByteChannel(target, options, ownerOnly)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (FileAlreadyExistsException e) {
            throw new InvalidRequestException(
                    Problem.of("File " + target + " exists, and a private key is never written over anything.")
                            .withHint("choose another name."),
                    e);
        } catch (IOException e) {
            throw new InvalidRequestException(Problem.of("Cannot write " + target + ": " + e.getMessage() + "."), e);
        }
    }
}
