// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

/** Entry point of the command line. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.out.println("tenant-backup 0.1.0-SNAPSHOT");
    }
}
