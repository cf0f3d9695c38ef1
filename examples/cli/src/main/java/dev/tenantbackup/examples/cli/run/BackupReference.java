// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.run;

import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.archive.Manifest;
import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.RestorePlan;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** A backup as it is named on the command line: by its id in the storage, or by the file of an archive. */
public sealed interface BackupReference {

    /**
     * Finds what is meant: an id in the storage wins over a file of that name.
     *
     * @throws NotFoundException if there is neither
     */
    static BackupReference find(TenantBackupService service, String text) {
        if (BackupId.isValid(text) && isStored(service, BackupId.of(text))) {
            return new Stored(service, BackupId.of(text));
        }
        return file(text)
                .<BackupReference>map(file -> new File(service, file))
                .orElseThrow(() -> new NotFoundException(Problem.of(
                                "There is no backup '" + text + "', and no file of that name.")
                        .withBackup(text)
                        .withHint("'tenant-backup backup list' shows the backups in the storage; --storage names"
                                + " another folder.")));
    }

    private static boolean isStored(TenantBackupService service, BackupId backup) {
        try {
            return service.find(backup).isPresent();
        } catch (ArchiveException unreadable) {
            // It is there. Whatever is done with it says what is wrong with its record.
            return true;
        }
    }

    private static Optional<Path> file(String text) {
        try {
            return Optional.of(Path.of(text)).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            // Not even a path: then certainly no file.
            return Optional.empty();
        }
    }

    Manifest manifest();

    ValidationReport validate(ValidationReport.Level level);

    RestorePlan plan(RestoreRequest request);

    RestoreResult restore(RestoreRequest request);

    /** Against its own tenant. */
    RestorePlan diff();

    /** Against another tenant. */
    RestorePlan diff(TenantId with);

    /** One in the storage, with its record. */
    record Stored(TenantBackupService service, BackupId id) implements BackupReference {

        @Override
        public Manifest manifest() {
            return service.manifest(id);
        }

        @Override
        public ValidationReport validate(ValidationReport.Level level) {
            return service.validate(id, level);
        }

        @Override
        public RestorePlan plan(RestoreRequest request) {
            return service.plan(id, request);
        }

        @Override
        public RestoreResult restore(RestoreRequest request) {
            return service.restore(id, request);
        }

        @Override
        public RestorePlan diff() {
            return service.diff(id);
        }

        @Override
        public RestorePlan diff(TenantId with) {
            return service.plan(id, RestoreRequest.into(with));
        }

        @Override
        public String toString() {
            return id.value();
        }
    }

    /** A file somewhere, without a record. */
    record File(TenantBackupService service, Path path) implements BackupReference {

        @Override
        public Manifest manifest() {
            return service.manifest(path);
        }

        @Override
        public ValidationReport validate(ValidationReport.Level level) {
            return service.validate(path, level);
        }

        @Override
        public RestorePlan plan(RestoreRequest request) {
            return service.plan(path, request);
        }

        @Override
        public RestoreResult restore(RestoreRequest request) {
            return service.restore(path, request);
        }

        @Override
        public RestorePlan diff() {
            return service.diff(path);
        }

        @Override
        public RestorePlan diff(TenantId with) {
            return service.plan(path, RestoreRequest.into(with));
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }
}
