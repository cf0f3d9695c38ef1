// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.model.ArchiveException;
import java.nio.file.Path;

/** Opens archives in a JVM of its own, which ends if it runs out of memory, and says of each what came of it. */
final class BombDisposal {

    private BombDisposal() {}

    public static void main(String[] files) {
        for (String file : files) {
            System.out.println(Path.of(file).getFileName() + ": " + opened(Path.of(file)));
            System.out.println(Path.of(file).getFileName() + ": " + verified(Path.of(file)));
        }
        System.out.println("alive");
    }

    private static String opened(Path file) {
        try (ArchiveReader reader = ArchiveReader.open(file)) {
            reader.manifest().allTables().forEach(table -> ArchiveSamples.readAll(reader.rows(table.name())));
            return "was read";
        } catch (ArchiveException e) {
            return e.problem().message();
        }
    }

    private static String verified(Path file) {
        ValidationReport report =
                ArchiveVerifier.verify(file, ValidationReport.Level.REFERENCES, ArchiveLimits.DEFAULTS);
        return report.valid() ? "is valid" : report.problems().get(0).message();
    }
}
