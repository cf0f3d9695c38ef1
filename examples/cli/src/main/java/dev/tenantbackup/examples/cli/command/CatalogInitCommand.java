// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.catalog.ProposedDeclarations;
import dev.tenantbackup.catalog.SchemaProbe;
import dev.tenantbackup.catalog.file.CatalogFormat;
import dev.tenantbackup.catalog.file.CatalogProposer;
import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.connection.SettingsCatalog;
import dev.tenantbackup.examples.cli.output.ProposalReport;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.examples.cli.settings.Settings;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.schema.DatabaseSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code catalog init}: a first catalog file, for a person to complete. */
@Command(
        name = "init",
        description = "Writes a catalog file with everything that schema and values suggest, for a person to complete.",
        footer = {
            "  tenant-backup catalog init --tenant-table restaurants --tenant-column restaurant_id",
            "  tenant-backup catalog init --tenant-table restaurants -o shop-catalog.json"
        })
public final class CatalogInitCommand implements Callable<Integer> {

    private static final Path DEFAULT_FILE = Path.of("tenant-catalog.yaml");

    private final Invocation invocation;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "<file>",
            description =
                    "The file to write, JSON if it ends in .json; tenant-catalog.yaml by default, or what --catalog"
                            + " names if that doesn't exist yet.")
    @Nullable
    Path out;

    @Option(names = "--force", description = "Writes over an existing file.")
    boolean force;

    public CatalogInitCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Settings settings = invocation.settings();
        Optional<Path> given = settings.catalog().filter(Files::exists);
        Path file = target(settings, given);
        if (!force && Files.exists(file)) {
            throw exists(file);
        }
        Settings known = given.isPresent() ? settings : settings.withoutCatalog();
        try (OpenService open = OpenService.of(known)) {
            TenantDatabase database = open.database();
            DatabaseSchema schema = database.schema();
            SchemaProbe probe = database.probe();
            CatalogDeclarations declarations = new SettingsCatalog(known).declarations(schema);
            String text =
                    CatalogProposer.propose(schema, probe, declarations, CatalogFormat.ofFileName(file.toString()));
            ProposedDeclarations proposed = DeclaredCatalog.of(declarations).propose(schema, probe);
            write(file, text);
            ProposalReport report = new ProposalReport(file, schema, proposed);
            invocation.print(report::json, report::text);
            return ExitCode.DONE.number();
        }
    }

    private Path target(Settings settings, Optional<Path> given) {
        if (out != null) {
            return out;
        }
        return given.isPresent() ? DEFAULT_FILE : settings.catalog().orElse(DEFAULT_FILE);
    }

    private void write(Path file, String text) {
        OpenOption[] options = force
                ? new OpenOption[] {
                    StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE
                }
                : new OpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
        try {
            Files.writeString(file, text, options);
        } catch (IOException e) {
            throw new StorageException(Problem.of("Cannot write the file '" + file + "': " + e), e);
        }
    }

    private static InvalidRequestException exists(Path file) {
        return new InvalidRequestException(Problem.of("The file '" + file + "' exists.")
                .withHint("Name another with -o, or write over it with --force."));
    }
}
