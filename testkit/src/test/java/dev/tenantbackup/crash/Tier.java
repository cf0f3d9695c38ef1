// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.crash;

/** How much is tested: a part of it in every build, all of it with {@code -Pthorough}. */
public final class Tier {

    private static final boolean THOROUGH = Boolean.getBoolean("tenantbackup.thorough");

    private Tier() {}

    public static boolean isThorough() {
        return THOROUGH;
    }

    public static int pick(int everyBuild, int thorough) {
        return THOROUGH ? thorough : everyBuild;
    }
}
