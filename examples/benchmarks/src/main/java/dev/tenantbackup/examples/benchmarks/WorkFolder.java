// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that goes when the benchmark ends, with all that is in it. */
record WorkFolder(Path path) implements AutoCloseable {

    static WorkFolder in(Path parent) throws IOException {
        return new WorkFolder(Files.createTempDirectory(parent, "tenant-backup-benchmarks"));
    }

    @Override
    public void close() throws IOException {
        List<Path> leavesFirst;
        try (Stream<Path> all = Files.walk(path)) {
            leavesFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : leavesFirst) {
            Files.delete(file);
        }
    }
}
