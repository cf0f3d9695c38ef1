// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.quickstart;

/** Entry point of the quickstart. */
public final class Quickstart {

    private Quickstart() {}

    public static void main(String[] args) {
        System.out.println("tenant-backup quickstart");
    }
}
