// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks;

import dev.tenantbackup.examples.benchmarks.data.Sizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What a benchmark runs on, by names for people. */
final class Environment {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Environment() {}

    static Map<String, String> of(Sizes sizes, int rounds) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Rounds", String.valueOf(rounds));
        facts.put(
                "Tenants",
                String.format(
                        Locale.ROOT,
                        "one of %,d rows, one of half as many, %d of %,d, %,d of %,d",
                        sizes.big(),
                        sizes.mediumTenants(),
                        sizes.medium(),
                        sizes.smallTenants(),
                        sizes.small()));
        facts.put("Processors", Runtime.getRuntime().availableProcessors() + " " + processor());
        facts.put(
                "System",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"));
        facts.put(
                "Java",
                System.getProperty("java.runtime.version") + ", heap of at most "
                        + Runtime.getRuntime().maxMemory() / 1_000_000 + " MB");
        return facts;
    }

    private static String processor() throws IOException {
        if (!Files.isReadable(PROCESSORS)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .map(name -> "x " + name)
                    .orElse("");
        }
    }
}
