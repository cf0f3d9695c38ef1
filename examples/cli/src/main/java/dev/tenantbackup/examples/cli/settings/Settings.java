// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.settings;

import dev.tenantbackup.archive.ArchiveLimits;
import dev.tenantbackup.s3.S3Location;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a run goes by: the command line wins, then the environment, then the configuration file, then the defaults.
 *
 * @param url the database's JDBC URL; null if none was named: some commands need no database
 * @param user null where the URL says who connects
 * @param password null where the URL holds it, or none is needed
 * @param schemas with the tenants' tables; empty: the connection's own
 * @param tenantTable the root table
 * @param tenantColumn the tenant column
 * @param nameColumn the root table's column with the tenant's name
 * @param activeWhere holds for active tenants
 * @param catalogFile declarations
 * @param acceptProposals whether proposals are taken for this run
 * @param storage where the backups are
 * @param filesPlace where the files are that rows point to; null if nobody said
 * @param archiveLimits how much of an archive is believed
 * @param signing who signs, and whose signatures are asked for
 * @param keys for whom backups are encrypted, and what decrypts them
 * @param output for whom to print
 * @param confirmed whether {@code --yes} was given
 */
public record Settings(
        @Nullable String url,
        @Nullable String user,
        @Nullable Secret password,
        List<String> schemas,
        @Nullable String tenantTable,
        @Nullable String tenantColumn,
        @Nullable String nameColumn,
        @Nullable String activeWhere,
        @Nullable Path catalogFile,
        boolean acceptProposals,
        StoragePlace storage,
        @Nullable StoragePlace filesPlace,
        ArchiveLimits archiveLimits,
        SigningSettings signing,
        KeySettings keys,
        OutputFormat output,
        boolean confirmed) {

    /** Where backups lie unless somebody says otherwise. */
    public static final StoragePlace DEFAULT_STORAGE = new StoragePlace.Folder(Path.of("tenant-backups"));

    public Settings {
        schemas = List.copyOf(schemas);
        Objects.requireNonNull(storage, "storage");
        Objects.requireNonNull(archiveLimits, "archiveLimits");
        Objects.requireNonNull(signing, "signing");
        Objects.requireNonNull(keys, "keys");
        Objects.requireNonNull(output, "output");
    }

    /**
     * Merges what was given.
     *
     * @throws dev.tenantbackup.model.NotFoundException if the configuration file does not exist
     * @throws dev.tenantbackup.model.InvalidRequestException if it can't be understood
     */
    public static Settings of(CommonOptions options, Map<String, String> environment) {
        ConfigFile file = options.config == null ? ConfigFile.none() : ConfigFile.read(options.config);
        Sources sources = new Sources(environment, file);
        String password = sources.text(options.password, "TENANT_BACKUP_PASSWORD", "password");
        List<String> schemas = options.schemas.isEmpty()
                ? file.value("schema").map(Settings::list).orElse(List.of())
                : options.schemas;
        StoragePlace storage = place(options, sources, options.storage, "TENANT_BACKUP_STORAGE", "storage");
        return new Settings(
                sources.text(options.url, "TENANT_BACKUP_URL", "url"),
                sources.text(options.user, "TENANT_BACKUP_USER", "user"),
                password == null ? null : new Secret(password),
                schemas,
                sources.text(options.tenantTable, null, "tenant-table"),
                sources.text(options.tenantColumn, null, "tenant-column"),
                sources.text(options.nameColumn, null, "name-column"),
                sources.text(options.activeWhere, null, "active-where"),
                sources.path(options.catalog, null, "catalog"),
                options.acceptProposals || file.flag("accept-proposals"),
                storage == null ? DEFAULT_STORAGE : storage,
                place(options, sources, options.files, "TENANT_BACKUP_FILES", "files"),
                GivenLimits.parse(
                        options.archiveLimits.isEmpty()
                                ? file.value("archive-limit")
                                        .map(Settings::list)
                                        .orElse(List.of())
                                : options.archiveLimits),
                new SigningSettings(
                        sources.path(options.signing.signingKey, "TENANT_BACKUP_SIGNING_KEY", "signing-key"),
                        options.signing.trusted.isEmpty()
                                ? file.paths("require-signature-from")
                                : options.signing.trusted),
                keys(options.keys, sources, file),
                options.output != null ? options.output : file.output().orElse(OutputFormat.TEXT),
                options.yes);
    }

    /** A folder or a bucket, by the name of its option; null if nobody said. */
    private static @Nullable StoragePlace place(
            CommonOptions options, Sources sources, @Nullable String given, String variable, String name) {
        String text = sources.text(given, variable, name);
        if (text == null) {
            return null;
        }
        if (S3Location.isLocation(text)) {
            return StoragePlace.bucket(
                    text,
                    sources.text(options.s3Endpoint, "TENANT_BACKUP_S3_ENDPOINT", "s3-endpoint"),
                    sources.text(options.s3Region, null, "s3-region"));
        }
        Path folder = given == null ? null : Path.of(given);
        return new StoragePlace.Folder(Objects.requireNonNull(sources.path(folder, variable, name)));
    }

    private static KeySettings keys(KeyOptions options, Sources sources, ConfigFile file) {
        String passphrase = sources.text(null, "TENANT_BACKUP_PASSPHRASE", "passphrase");
        List<String> recipients = options.recipients.isEmpty()
                ? file.value("recipient").map(Settings::list).orElse(List.of())
                : options.recipients;
        List<Path> identities = options.identities.isEmpty() ? file.paths("identity") : options.identities;
        return new KeySettings(
                recipients,
                sources.path(options.recipientsFile, null, "recipients-file"),
                identities,
                options.passphrase,
                passphrase == null ? null : new Secret(passphrase),
                sources.path(options.passphraseFile, null, "passphrase-file"));
    }

    private static List<String> list(String text) {
        return Stream.of(text.split(","))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** The same without a catalog file: one that is still to be written. */
    public Settings withoutCatalog() {
        return new Settings(
                url,
                user,
                password,
                schemas,
                tenantTable,
                tenantColumn,
                nameColumn,
                activeWhere,
                null,
                acceptProposals,
                storage,
                filesPlace,
                archiveLimits,
                signing,
                keys,
                output,
                confirmed);
    }

    public Optional<String> databaseUrl() {
        return Optional.ofNullable(url);
    }

    public Optional<StoragePlace> files() {
        return Optional.ofNullable(filesPlace);
    }

    public Optional<Path> catalog() {
        return Optional.ofNullable(catalogFile);
    }

    /** Whether anything says what a tenant is. */
    public boolean declaresTenants() {
        return tenantTable != null || tenantColumn != null || catalogFile != null;
    }

    /** Where a value may come from when the command line doesn't say it. */
    private record Sources(Map<String, String> environment, ConfigFile file) {

        @Nullable
        String text(@Nullable String given, @Nullable String variable, String name) {
            if (given != null) {
                return given;
            }
            String fromEnvironment = variable == null ? null : environment.get(variable);
            // A variable that is set to nothing counts as not set, as everywhere in shells.
            return fromEnvironment != null && !fromEnvironment.isEmpty()
                    ? fromEnvironment
                    : file.value(name).orElse(null);
        }

        @Nullable
        Path path(@Nullable Path given, @Nullable String variable, String name) {
            if (given != null) {
                return given;
            }
            String fromEnvironment = variable == null ? null : environment.get(variable);
            return fromEnvironment != null && !fromEnvironment.isEmpty()
                    ? Path.of(fromEnvironment)
                    : file.path(name).orElse(null);
        }
    }
}
