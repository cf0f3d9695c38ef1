// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest names. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"tenant-backup " + Objects.requireNonNullElse(version, "(unreleased)")};
    }
}
