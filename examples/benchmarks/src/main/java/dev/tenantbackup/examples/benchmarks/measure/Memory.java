// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Peaks of this process's memory since the last reset. */
public final class Memory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path RESET = Path.of("/proc/self/clear_refs");

    private final List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();

    /** Collects garbage and forgets the peaks so far. */
    void reset() throws IOException {
        System.gc();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        if (Files.isWritable(RESET)) {
            Files.writeString(RESET, "5");
        }
    }

    Peak peak() throws IOException {
        long used =
                heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        return new Peak(used, resident());
    }

    private static OptionalLong resident() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return OptionalLong.empty();
        }
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        }
    }

    /**
     * The most that was in use.
     *
     * @param heapBytes objects on the heap, garbage included; the sum of the peaks of the heap's parts
     * @param residentBytes the process as the operating system sees it, where it tells
     */
    public record Peak(long heapBytes, OptionalLong residentBytes) {}
}
