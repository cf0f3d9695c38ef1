// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The options of every command, accepted before and after its name. As given: {@link Settings} adds environment,
 * configuration file and defaults.
 */
public final class CommonOptions {

    @Option(
            names = "--url",
            paramLabel = "<jdbc url>",
            scope = ScopeType.INHERIT,
            description = "The database: jdbc:postgresql:, jdbc:mariadb: or jdbc:h2:. Also TENANT_BACKUP_URL.")
    @Nullable
    String url;

    @Option(
            names = "--user",
            paramLabel = "<name>",
            scope = ScopeType.INHERIT,
            description = "Who connects, unless the URL says so. Also TENANT_BACKUP_USER.")
    @Nullable
    String user;

    @Option(
            names = "--password",
            paramLabel = "<password>",
            scope = ScopeType.INHERIT,
            description = "Better given as TENANT_BACKUP_PASSWORD or in the configuration file.")
    @Nullable
    String password;

    @Option(
            names = "--config",
            paramLabel = "<file>",
            scope = ScopeType.INHERIT,
            description = "A .properties or YAML file with any of these options, named alike, without dashes.")
    @Nullable
    Path config;

    @Option(
            names = "--schema",
            paramLabel = "<name>",
            split = ",",
            scope = ScopeType.INHERIT,
            description = "The schemas with the tenants' tables; by default the connection's own.")
    List<String> schemas = new ArrayList<>();

    @Option(
            names = "--tenant-table",
            paramLabel = "<table>",
            scope = ScopeType.INHERIT,
            description = "The table with one row per tenant.")
    @Nullable
    String tenantTable;

    @Option(
            names = "--tenant-column",
            paramLabel = "<column>",
            scope = ScopeType.INHERIT,
            description = "The column that holds the tenant's id in the other tables.")
    @Nullable
    String tenantColumn;

    @Option(
            names = "--name-column",
            paramLabel = "<column>",
            scope = ScopeType.INHERIT,
            description = "The tenant table's column with the tenant's name; by default 'name' where there is one.")
    @Nullable
    String nameColumn;

    @Option(
            names = "--active-where",
            paramLabel = "<condition>",
            scope = ScopeType.INHERIT,
            description = "An SQL condition that holds for active tenants, such as \"active = true\".")
    @Nullable
    String activeWhere;

    @Option(
            names = "--catalog",
            paramLabel = "<file>",
            scope = ScopeType.INHERIT,
            description = "A catalog file (JSON or YAML), made by 'catalog init'.")
    @Nullable
    Path catalog;

    @Option(
            names = "--accept-proposals",
            scope = ScopeType.INHERIT,
            description = "Takes what the schema only suggests, for this run; the backup's manifest says so.")
    boolean acceptProposals;

    @Option(
            names = "--storage",
            paramLabel = "<folder>|s3://<bucket>/<prefix>",
            scope = ScopeType.INHERIT,
            description = "Where backups lie; by default ./tenant-backups. Also TENANT_BACKUP_STORAGE.")
    @Nullable
    String storage;

    @Option(
            names = "--files",
            paramLabel = "<folder>|s3://<bucket>/<prefix>",
            scope = ScopeType.INHERIT,
            description = "Where the files are that rows point to, if the catalog names columns with their keys."
                    + " Also TENANT_BACKUP_FILES.")
    @Nullable
    String files;

    @Option(
            names = "--s3-endpoint",
            paramLabel = "<url>",
            scope = ScopeType.INHERIT,
            description = "An object storage other than Amazon's. Also TENANT_BACKUP_S3_ENDPOINT.")
    @Nullable
    String s3Endpoint;

    @Option(
            names = "--s3-region",
            paramLabel = "<region>",
            scope = ScopeType.INHERIT,
            description = "The object storage's region, unless AWS_REGION or a profile says it.")
    @Nullable
    String s3Region;

    @Option(
            names = "--archive-limit",
            paramLabel = "<limit>=<number>",
            split = ",",
            scope = ScopeType.INHERIT,
            description = "How much of an archive is believed, where the default is not right: maxRowBytes=134217728.")
    List<String> archiveLimits = new ArrayList<>();

    @Mixin
    final SigningOptions signing = new SigningOptions();

    @Mixin
    final KeyOptions keys = new KeyOptions();

    @Option(
            names = "--output",
            converter = OutputFormat.Converter.class,
            paramLabel = "text|json",
            scope = ScopeType.INHERIT,
            description = "What standard output gets: text (default), or exactly one JSON document.")
    @Nullable
    OutputFormat output;

    @Option(
            names = "--yes",
            scope = ScopeType.INHERIT,
            description = "Confirms a destructive command without being asked.")
    boolean yes;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Logs more, and shows where a failure came from.")
    boolean debug;

    /** Whether to log more: known before anything else is read. */
    public boolean isDebug() {
        return debug;
    }
}
