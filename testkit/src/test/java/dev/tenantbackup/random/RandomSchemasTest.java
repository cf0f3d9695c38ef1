// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

import dev.tenantbackup.crash.Tier;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Round after round: another schema, other rows, other damage, the same laws. A round follows from its seed; the failure of
 * one tells how to run it again.
 */
class RandomSchemasTest {

    private static final String SEED = "tenantbackup.seed";
    private static final String ROUNDS = "tenantbackup.rounds";
    private static final String ENGINE = "tenantbackup.engine";

    /** All products, or the one that was asked for. */
    static Stream<Engine> engines() {
        String asked = System.getProperty(ENGINE);
        return Stream.of(Engine.values())
                .filter(engine -> asked == null || engine.name().equals(asked));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void everyPromiseIsKeptWhateverTheSchema(Engine engine) {
        Long seed = Long.getLong(SEED);
        int usual =
                switch (engine) {
                    case H2 -> Tier.pick(60, 3000);
                    case POSTGRESQL -> Tier.pick(6, 200);
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
                                + "; run it alone with -D" + ENGINE + "=" + engine + " -D" + SEED + "=" + seed + "\n"
                                + broken.getMessage() + "\n"
                                + round.script(),
                        broken);
            }
        }
    }
}
