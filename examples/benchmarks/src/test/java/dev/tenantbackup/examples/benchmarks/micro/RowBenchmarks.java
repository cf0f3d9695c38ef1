// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.micro;

import dev.tenantbackup.archive.BlockDigester;
import dev.tenantbackup.archive.RowDecoder;
import dev.tenantbackup.archive.RowEncoder;
import dev.tenantbackup.model.Row;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What a row costs on its way into an archive, out of it, and in a comparison with one: nanoseconds for each. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(SampleRows.ROWS)
public class RowBenchmarks {

    @Benchmark
    public void encode(SampleRows sample, Blackhole sink) {
        RowEncoder encoder = sample.encoder();
        for (Row row : sample.rows()) {
            sink.consume(encoder.encode(row));
        }
    }

    @Benchmark
    public void decode(SampleRows sample, Blackhole sink) {
        RowDecoder decoder = new RowDecoder(sample.table(), sample.columns());
        for (byte[] row : sample.encoded()) {
            sink.consume(decoder.decode(row));
        }
    }

    /** As a diff does it with live rows: they are encoded for it. */
    @Benchmark
    public void digest(SampleRows sample, Blackhole sink) {
        BlockDigester digester = new BlockDigester(sample.encoder());
        for (Row row : sample.rows()) {
            sink.consume(digester.add(row));
        }
    }
}
