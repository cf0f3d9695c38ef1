// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An archive's own description of itself: its last entry.
 *
 * @param formatVersion the version of the format that it is written in
 * @param backup the backup's id
 * @param kind why it was made
 * @param tenant whose rows it holds
 * @param tenantName the tenant's name for people, if there was one
 * @param exportedAt when the export began
 * @param exportedBy who asked for it
 * @param source where the rows come from
 * @param scope what the export was told to hold
 * @param complete false if rows that are the tenant's may be missing
 * @param tables the owned tables, in the order of their entries
 * @param shared the shared tables of which it holds rows, in the order of their entries
 * @param findings what a person should know of the rows
 * @param acceptedProposals guesses that were taken
 * @param files the files outside of the database that rows point to
 */
public record Manifest(
        int formatVersion,
        BackupId backup,
        BackupKind kind,
        TenantId tenant,
        @Nullable String tenantName,
        Instant exportedAt,
        String exportedBy,
        Source source,
        Scope scope,
        boolean complete,
        List<ManifestTable> tables,
        List<ManifestTable> shared,
        List<Finding> findings,
        List<AcceptedProposal> acceptedProposals,
        ArchivedFiles files) {

    /** The version of the format that this release writes, and the newest that it reads. */
    public static final int FORMAT_VERSION = 1;

    public Manifest {
        Objects.requireNonNull(backup, "backup");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(exportedAt, "exportedAt");
        Objects.requireNonNull(exportedBy, "exportedBy");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(scope, "scope");
        tables = List.copyOf(tables);
        shared = List.copyOf(shared);
        findings = List.copyOf(findings);
        acceptedProposals = List.copyOf(acceptedProposals);
        Objects.requireNonNull(files, "files");
        if (tables.stream().anyMatch(ManifestTable::isShared)
                || !shared.stream().allMatch(ManifestTable::isShared)) {
            throw new IllegalArgumentException("an owned table among the shared ones, or the other way round");
        }
        requireDistinct(Stream.concat(tables.stream(), shared.stream()).toList());
    }

    public Optional<String> displayName() {
        return Optional.ofNullable(tenantName);
    }

    /** The owned table of that name, if the archive holds it. */
    public Optional<ManifestTable> find(TableName table) {
        return tables.stream()
                .filter(candidate -> candidate.name().equals(table))
                .findFirst();
    }

    /** The shared table of that name, if the archive holds rows of it. */
    public Optional<ManifestTable> findShared(TableName table) {
        return shared.stream()
                .filter(candidate -> candidate.name().equals(table))
                .findFirst();
    }

    /** The owned tables, then the shared ones. */
    public List<ManifestTable> allTables() {
        return Stream.concat(tables.stream(), shared.stream()).toList();
    }

    /** How many rows of the tenant it holds. */
    public long rows() {
        return tables.stream().mapToLong(table -> table.content().rows()).sum();
    }

    private static void requireDistinct(List<ManifestTable> tables) {
        Set<TableName> names = new HashSet<>();
        for (ManifestTable table : tables) {
            if (!names.add(table.name())) {
                throw new IllegalArgumentException("table " + table.name() + " is listed twice");
            }
        }
    }
}
