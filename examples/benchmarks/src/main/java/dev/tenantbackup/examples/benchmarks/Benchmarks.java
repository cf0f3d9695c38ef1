// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks;

import dev.tenantbackup.examples.benchmarks.data.Sizes;
import dev.tenantbackup.examples.benchmarks.measure.Result;
import dev.tenantbackup.examples.benchmarks.measure.Runner;
import dev.tenantbackup.examples.benchmarks.report.Report;
import dev.tenantbackup.examples.benchmarks.report.TextReport;
import dev.tenantbackup.examples.platform.Product;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program: starts the servers, fills them, measures, and reports. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures every operation beside the plainest SQL that moves the same rows.")
public final class Benchmarks implements Callable<Integer> {

    @Option(names = "--engine", split = ",", description = "postgresql, mariadb, or both: the default")
    private List<Product> engines = List.of(Product.POSTGRESQL, Product.MARIADB);

    @Option(names = "--only", split = ",", description = "only these parts; --list names them")
    private List<String> only = Part.ids();

    @Option(names = "--list", description = "name the parts and do nothing")
    private boolean list;

    @Option(names = "--rounds", description = "how often each is measured: ${DEFAULT-VALUE}")
    private int rounds = 3;

    @Option(names = "--no-warm-up", description = "measure the first run of each part, too")
    private boolean noWarmUp;

    @Option(names = "--scale", description = "1 is a tenant of 1,000,000 rows among 1,000 small ones: ${DEFAULT-VALUE}")
    private double scale = 1;

    @Option(names = "--many", description = "how many small tenants the part 'many' backs up: ${DEFAULT-VALUE}")
    private int many = 1_000;

    @Option(names = "--work", description = "folder for backups while it runs: a temporary one")
    private Path work = Path.of(System.getProperty("java.io.tmpdir"));

    private final PrintStream out;
    private final PrintStream progress;

    Benchmarks(PrintStream out, PrintStream progress) {
        this.out = out;
        this.progress = progress;
    }

    public static void main(String[] args) {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        System.setProperty("tenantbackup.requireEngines", "true");
        System.exit(new CommandLine(new Benchmarks(System.out, System.err))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (list) {
            Part.ids().forEach(out::println);
            return 0;
        }
        List<Part> parts = only.stream().map(Part::of).toList();
        Sizes sizes = Sizes.FULL.scaled(scale);
        List<Report.ProductResults> results = new ArrayList<>();
        Instant start = Instant.now();
        for (Product product : engines) {
            results.add(new Report.ProductResults(product.name(), measure(product, sizes, parts)));
        }
        out.print(TextReport.of(new Report(start, Map.of("sizes", sizes.toString()), sizes, results)));
        return 0;
    }

    private List<Result> measure(Product product, Sizes sizes, List<Part> parts) throws Exception {
        progress.println(product + ": filling " + sizes);
        Runner runner = new Runner(progress);
        try (WorkFolder folder = WorkFolder.in(work);
                Setting setting = Setting.create(product, sizes, folder.path())) {
            if (!noWarmUp) {
                runner.warmUp(Scene.rehearsal(setting).comparisons(parts));
            }
            return runner.run(Scene.real(setting, many).comparisons(parts), rounds);
        }
    }
}
