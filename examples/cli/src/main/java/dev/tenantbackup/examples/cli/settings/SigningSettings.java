// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who signs backups, and whose signatures are asked for.
 *
 * @param keyFile holds the private key; null if nothing is signed
 * @param trusted the files of the public keys; empty if no signatures are asked for
 */
public record SigningSettings(@Nullable Path keyFile, List<Path> trusted) {

    /** Nothing is signed, and nothing asked for. */
    public static final SigningSettings NONE = new SigningSettings(null, List.of());

    public SigningSettings {
        trusted = List.copyOf(trusted);
    }

    public Optional<Path> signingKey() {
        return Optional.ofNullable(keyFile);
    }
}
