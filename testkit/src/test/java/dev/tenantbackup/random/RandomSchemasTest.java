// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

import dev.tenantbackup.crash.Tier;
import dev.tenantbackup.testkit.databases.Engine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Round after round: another schema, other rows, other damage, the same laws. A round follows from its seed; the failure of
 * one tells how to run it again.
 */
class RandomSchemasTest {

    private static final String SEED = "tenantbackup.seed";
    private static final String ROUNDS = "tenantbackup.rounds";

    @ParameterizedTest
    @EnumSource
    void everyPromiseIsKeptWhateverTheSchema(Engine engine) {
        Long seed = Long.getLong(SEED);
        int usual =
                switch (engine) {
                    case H2 -> Tier.pick(200, 3000);
                    case POSTGRESQL -> Tier.pick(15, 200);
                    case MARIADB -> Tier.pick(6, 200);
                };
        int rounds = Integer.getInteger(ROUNDS, seed == null ? usual : 1);
        boolean everything = seed != null || Tier.isThorough();
        long first = seed == null ? 1 : seed;
        for (long each = first; each < first + rounds; each++) {
            check(engine, each, everything);
        }
    }

    private static void check(Engine engine, long seed, boolean everything) {
        try (Round round = new Round(engine, seed)) {
            try {
                Laws laws = new Laws(round);
                if (everything) {
                    laws.checkAll();
                } else {
                    laws.checkSome(seed);
                }
            } catch (Exception | AssertionError broken) {
                throw new AssertionError(
                        "A promise is broken on " + engine + " in the round with seed " + seed
                                + "; run it alone with -D" + SEED + "=" + seed + "\n" + broken.getMessage() + "\n"
                                + round.script(),
                        broken);
            }
        }
    }
}
