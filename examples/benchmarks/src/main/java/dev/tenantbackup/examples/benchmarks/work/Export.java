// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.work;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.ExportOptions;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.examples.benchmarks.data.Subject;
import dev.tenantbackup.examples.benchmarks.measure.Outcome;
import dev.tenantbackup.examples.benchmarks.measure.Work;
import dev.tenantbackup.model.TenantId;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Backs a tenant up, and deletes the backup afterwards. */
public final class Export implements Work {

    private final String name;
    private final Subject subject;
    private final TenantBackupService service;
    private final ExportOptions options;
    private @Nullable BackupInfo backup;

    private Export(String name, Subject subject, TenantBackupService service, ExportOptions options) {
        this.name = name;
        this.subject = subject;
        this.service = service;
        this.options = options;
    }

    /** With all checks. */
    public static Export checked(Subject subject, Path folder) throws IOException {
        return new Export("export", subject, Services.plain(subject.database(), folder), ExportOptions.DEFAULTS);
    }

    /** The same under another name. */
    public Export named(String other) {
        return new Export(other, subject, service, options);
    }

    /** Without looking for references that leave the tenant. */
    public static Export withoutReferenceCheck(Subject subject, Path folder) throws IOException {
        return new Export(
                "export without reference check",
                subject,
                Services.plain(subject.database(), folder),
                ExportOptions.DEFAULTS.withoutReferenceCheck());
    }

    /** With all checks, encrypted and signed. */
    public static Export sealed(Subject subject, Path folder) throws IOException {
        return new Export(
                "export, encrypted and signed",
                subject,
                Services.sealed(subject.database(), folder),
                ExportOptions.DEFAULTS);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Outcome run() {
        backup = service.exportTenant(TenantId.of(subject.tenant()), options);
        return subject.outcome(backup.bytes());
    }

    @Override
    public void settle() {
        if (backup == null) {
            throw new IllegalStateException("there is no backup");
        }
        subject.require(backup.rows(), "rows were archived");
        service.delete(backup.id());
    }
}
