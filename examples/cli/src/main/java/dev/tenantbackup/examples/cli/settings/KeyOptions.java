// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options about encryption, as given. None of them takes a secret: other users can see a command line. */
public final class KeyOptions {

    @Option(
            names = "--recipient",
            paramLabel = "age1…",
            split = ",",
            scope = ScopeType.INHERIT,
            description = "Encrypts new backups for the holder of this public key. May be given several times.")
    List<String> recipients = new ArrayList<>();

    @Option(
            names = "--recipients-file",
            paramLabel = "<file>",
            scope = ScopeType.INHERIT,
            description = "Encrypts new backups for the public keys in this file, one a line.")
    @Nullable
    Path recipientsFile;

    @Option(
            names = "--identity",
            paramLabel = "<file>",
            split = ",",
            scope = ScopeType.INHERIT,
            description =
                    "Decrypts with the private keys in this file (age-keygen, 'key generate'). May be given several"
                            + " times.")
    List<Path> identities = new ArrayList<>();

    @Option(
            names = "--passphrase",
            scope = ScopeType.INHERIT,
            description =
                    "Encrypts and decrypts with a passphrase: from TENANT_BACKUP_PASSPHRASE, --passphrase-file, or"
                            + " asked for on the terminal.")
    boolean passphrase;

    @Option(
            names = "--passphrase-file",
            paramLabel = "<file>",
            scope = ScopeType.INHERIT,
            description =
                    "The passphrase is this file's first line. Decrypts with it; encrypts only with --passphrase.")
    @Nullable
    Path passphraseFile;
}
