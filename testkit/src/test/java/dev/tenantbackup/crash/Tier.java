// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.crash;

import dev.tenantbackup.testkit.databases.Engine;
import java.util.stream.Stream;

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

    /**
     * The products for tests whose promise rests on no product's own words: each of the others is asked many times a
     * build, MariaDB, where creating tables takes longest, in the thorough tier.
     */
    public static Stream<Engine> engines() {
        return Stream.of(Engine.values()).filter(engine -> isThorough() || engine != Engine.MARIADB);
    }
}
