// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks;

import dev.tenantbackup.examples.benchmarks.data.Sizes;
import dev.tenantbackup.examples.benchmarks.measure.Runner;
import dev.tenantbackup.examples.benchmarks.report.HtmlReport;
import dev.tenantbackup.examples.benchmarks.report.JsonReport;
import dev.tenantbackup.examples.benchmarks.report.Report;
import dev.tenantbackup.examples.benchmarks.report.Report.ProductResults;
import dev.tenantbackup.examples.benchmarks.report.TextReport;
import dev.tenantbackup.examples.platform.Product;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    @Option(names = "--reports", description = "folder for benchmark.json and benchmark.html: ${DEFAULT-VALUE}")
    private Path reports = Path.of("target", "benchmark");

    @Option(names = "--output", description = "text or json, on standard output: ${DEFAULT-VALUE}")
    private Output output = Output.TEXT;

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
        System.exit(commandLine(System.out, System.err).execute(args));
    }

    static CommandLine commandLine(PrintStream out, PrintStream progress) {
        return new CommandLine(new Benchmarks(out, progress)).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws Exception {
        if (list) {
            Part.ids().forEach(out::println);
            return 0;
        }
        List<Part> parts = only.stream().map(Part::of).toList();
        Sizes sizes = Sizes.FULL.scaled(scale);
        Instant start = Instant.now();
        List<ProductResults> results = new ArrayList<>();
        for (Product product : engines) {
            results.add(measure(product, sizes, parts));
        }
        Report report = new Report(start, Environment.of(sizes, rounds), results);
        Files.createDirectories(reports);
        Files.writeString(reports.resolve("benchmark.json"), JsonReport.of(report));
        Files.writeString(reports.resolve("benchmark.html"), HtmlReport.of(report));
        out.print(output == Output.JSON ? JsonReport.of(report) : TextReport.of(report));
        progress.println("The page and the document are in " + reports.toAbsolutePath());
        return 0;
    }

    private ProductResults measure(Product product, Sizes sizes, List<Part> parts) throws Exception {
        Runner runner = new Runner(progress);
        try (WorkFolder folder = WorkFolder.in(work);
                Setting setting = Setting.create(product, sizes, folder.path(), progress)) {
            if (!noWarmUp) {
                runner.warmUp(Scene.rehearsal(setting).comparisons(parts));
            }
            return new ProductResults(
                    setting.product(), runner.run(Scene.real(setting, many).comparisons(parts), rounds));
        }
    }

    /** How the results are printed. */
    enum Output {
        TEXT,
        JSON
    }
}
