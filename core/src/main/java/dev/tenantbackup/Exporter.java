// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.archive.AcceptedProposal;
import dev.tenantbackup.archive.ArchiveWriter;
import dev.tenantbackup.archive.ArchivedFiles;
import dev.tenantbackup.archive.BackupKind;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.archive.EntryContent;
import dev.tenantbackup.archive.Manifest;
import dev.tenantbackup.archive.ManifestTable;
import dev.tenantbackup.archive.Scope;
import dev.tenantbackup.archive.Source;
import dev.tenantbackup.archive.TableSink;
import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.database.TenantInfo;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.extract.Errand;
import dev.tenantbackup.extract.ReadAhead;
import dev.tenantbackup.files.FileSource;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.operation.Cancellation;
import dev.tenantbackup.operation.Progress;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.schema.SchemaFingerprint;
import dev.tenantbackup.schema.TableSchema;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Exports one tenant from one snapshot into one backup, and accounts for every row: what the database counts as the
 * tenant's must be what the archive holds.
 */
final class Exporter {

    private static final int CHECK_EVERY = 4096;

    private final Catalog catalog;
    private final TenantReader reader;
    private final TenantInfo tenant;
    private final BackupKind kind;
    private final ExportOptions options;
    private final NobodysRows nobodys;

    private final List<CatalogTable> tables;
    private final DocumentedSharedRows documented;
    private final FileExport files;
    private final Errand<List<Finding>> referenceCheck;
    private final List<ManifestTable> entries = new ArrayList<>();
    private final List<ManifestTable> shared = new ArrayList<>();
    private final RowAccount account;
    private List<Finding> findings = List.of();
    private ArchivedFiles archivedFiles = ArchivedFiles.NONE;
    private long done;

    Exporter(
            Catalog catalog,
            TenantReader reader,
            TenantInfo tenant,
            BackupKind kind,
            ExportOptions options,
            NobodysRows nobodys,
            Optional<FileSource> source) {
        this.catalog = catalog;
        this.reader = reader;
        this.tenant = tenant;
        this.kind = kind;
        this.options = options;
        this.nobodys = nobodys;
        this.account = new RowAccount(tenant.id());
        this.documented = new DocumentedSharedRows(catalog);
        this.tables = catalog.ownedTables().stream()
                .filter(table -> !options.excludedTables().contains(table.name()))
                .toList();
        this.files = new FileExport(source, tables);
        this.referenceCheck = new Errand<>(this::dirtyRows);
    }

    /** Writes the backup; if anything is thrown there is none. */
    BackupRecord publish(BackupRepository repository) {
        return repository.publish(tenant.id(), this::write);
    }

    /** What was found on the way, after {@link #publish}. */
    List<Finding> findings() {
        return findings;
    }

    /** The files that were brought along, after {@link #publish}. */
    FileTotals files() {
        return FileTotals.of(archivedFiles);
    }

    private Manifest write(BackupId backup, Instant startedAt, ArchiveWriter writer) throws IOException {
        List<TenantReader> further = reader.share(options.parallelReaders() - 1);
        try {
            if (further.isEmpty()) {
                writeTablesAlone(writer);
            } else {
                writeTables(writer, further);
            }
        } finally {
            further.forEach(TenantReader::close);
        }
        writeShared(writer);
        account.settle(reader, options.context().cancellation());
        archivedFiles = files.write(writer, options.context());
        findings = collectFindings();
        return manifest(backup, startedAt);
    }

    private void writeTablesAlone(ArchiveWriter writer) throws IOException {
        for (CatalogTable table : tables) {
            try (RowStream rows = reader.rowsInBulk(table.name(), tenant.id())) {
                write(writer, table, rows);
            }
        }
        for (Errand<?> check : checks()) {
            options.context().listener().progressed(Progress.of("check"));
            check.run(reader, Cancellation.NEVER);
        }
    }

    /** The checks run beside, on a connection that reads tables after them. */
    private void writeTables(ArchiveWriter writer, List<TenantReader> further) throws IOException {
        List<TenantReader> readers = new ArrayList<>(List.of(reader));
        readers.addAll(further);
        List<TableName> names = tables.stream().map(CatalogTable::name).toList();
        try (ReadAhead ahead = ReadAhead.of(readers, tenant.id(), names, checks())) {
            for (CatalogTable table : tables) {
                try (RowStream rows = ahead.rows(table.name(), table.schema().storedColumnNames())) {
                    write(writer, table, rows);
                }
            }
            for (Errand<?> check : checks()) {
                options.context().listener().progressed(Progress.of("check"));
                check.answer();
            }
        }
    }

    private List<Finding> dirtyRows(TenantReader any, Cancellation closed) {
        Cancellation cancellation =
                () -> closed.isRequested() || options.context().cancellation().isRequested();
        List<Finding> found = new ArrayList<>(any.findings(tenant.id(), cancellation));
        found.addAll(nobodys.of(catalog, () -> any.nobodysRows(cancellation)));
        return found;
    }

    private List<Errand<?>> checks() {
        return options.referenceCheck() ? List.of(referenceCheck) : List.of();
    }

    private void write(ArchiveWriter writer, CatalogTable table, RowStream rows) throws IOException {
        report(table.name());
        Row row = rows.next();
        if (row == null && !options.includeEmptyTables()) {
            account.enter(table.name(), 0, rows.counted());
            return;
        }
        TableSchema schema = table.schema();
        TableSink sink = writer.begin(table.name(), schema.storedColumns(), schema.keyColumns());
        Consumer<Row> collectors = documented.collector(table).andThen(files.collector(table));
        while (row != null) {
            sink.write(row);
            collectors.accept(row);
            done++;
            if (sink.rows() % CHECK_EVERY == 0) {
                report(table.name());
            }
            row = rows.next();
        }
        EntryContent content = sink.end();
        account.enter(table.name(), content.rows(), rows.counted());
        entries.add(ManifestTable.of(table, content));
    }

    private void report(TableName table) {
        options.context().cancellation().throwIfRequested();
        referenceCheck.throwIfFailed();
        options.context().listener().progressed(new Progress("extract", table, done, -1));
    }

    private void writeShared(ArchiveWriter writer) throws IOException {
        documented.find(reader, tenant.id(), options.context().cancellation());
        for (CatalogTable table : catalog.tables()) {
            if (!(table.ownership() instanceof Ownership.Shared)) {
                continue;
            }
            try (RowStream rows = documented.among(table, reader.sharedRows(table.name(), tenant.id()))) {
                Row row = rows.next();
                if (row == null) {
                    continue;
                }
                TableSchema schema = table.schema();
                TableSink sink = writer.beginShared(table.name(), schema.storedColumns(), schema.keyColumns());
                for (; row != null; row = rows.next()) {
                    sink.write(row);
                }
                shared.add(ManifestTable.of(table, sink.end()));
            }
        }
    }

    private List<Finding> collectFindings() {
        List<Finding> all = new ArrayList<>(catalog.findings());
        if (options.referenceCheck()) {
            all.addAll(referenceCheck.answer());
        }
        all.addAll(files.findings());
        for (TableName gap : gaps()) {
            all.add(Finding.of(
                    Finding.Kind.GAP,
                    gap,
                    "Table '" + gap + "' is not classified and was left out: this backup is incomplete.",
                    "classify it in the catalog, then export again."));
        }
        return all;
    }

    private List<TableName> gaps() {
        return catalog.unclassified().keySet().stream().sorted().toList();
    }

    private Manifest manifest(BackupId backup, Instant startedAt) {
        List<TableSchema> schemas = tables.stream().map(CatalogTable::schema).toList();
        Source source = new Source(
                catalog.schema().product(),
                catalog.schema().version(),
                reader.snapshot().id(),
                reader.snapshot().takenAt(),
                new Digest(SchemaFingerprint.of(schemas)),
                catalog.schema().head());
        return new Manifest(
                Manifest.FORMAT_VERSION,
                backup,
                kind,
                tenant.id(),
                tenant.name(),
                startedAt,
                options.context().actor().name(),
                source,
                new Scope(
                        options.includeEmptyTables(),
                        options.excludedTables().stream().sorted().toList(),
                        gaps()),
                gaps().isEmpty() && options.excludedTables().isEmpty(),
                entries,
                shared,
                findings,
                acceptedProposals(),
                archivedFiles);
    }

    private List<AcceptedProposal> acceptedProposals() {
        return catalog.findings().stream()
                .filter(finding -> finding.kind() == Finding.Kind.PROPOSAL_ACCEPTED)
                .map(finding -> new AcceptedProposal(
                        finding.table(),
                        catalog.find(finding.table())
                                .map(table -> table.ownership().kind())
                                .orElse("unknown"),
                        finding.message()))
                .toList();
    }
}
