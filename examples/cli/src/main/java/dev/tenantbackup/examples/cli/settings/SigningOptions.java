// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Who signs backups, and whose signatures are asked for: part of {@link CommonOptions}. */
final class SigningOptions {

    @Option(
            names = "--signing-key",
            paramLabel = "<file>",
            scope = ScopeType.INHERIT,
            description = "Signs backups with this Ed25519 private key (PEM). Also TENANT_BACKUP_SIGNING_KEY.")
    @Nullable
    Path signingKey;

    @Option(
            names = "--require-signature-from",
            paramLabel = "<public key file>",
            scope = ScopeType.INHERIT,
            description = "Refuses backups that this key has not signed; several times for several keys.")
    List<Path> trusted = new ArrayList<>();
}
