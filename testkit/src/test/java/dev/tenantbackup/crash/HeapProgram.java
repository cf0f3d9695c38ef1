// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.crash;

import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.TableChanges;
import dev.tenantbackup.storage.DirectoryStorage;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;

/**
 * Does one operation in a JVM whose heap is small.
 *
 * <p>Arguments: the database's address, the storage's directory, then {@code export <tenant>}, {@code validate <backup>},
 * {@code diff <backup>}, {@code into <backup> <tenant>}, {@code new <backup> <name>} or {@code clone <tenant> <name>}.
 * Prints what it made or found: the backup's or the tenant's id, whether the backup is valid, how many rows differ; then
 * the seconds it took and the most megabytes of heap that were in use, garbage included.
 */
final class HeapProgram {

    private HeapProgram() {}

    public static void main(String[] arguments) throws SQLException {
        TenantBackupService service =
                Services.over(Services.dataSource(arguments[0]), DirectoryStorage.open(Path.of(arguments[1])));
        HeapGauge gauge = new HeapGauge();
        gauge.start();
        long start = System.nanoTime();
        String made = run(service, arguments);
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        System.out.println(made);
        System.out.println(seconds);
        System.out.println(gauge.peakMegabytes());
    }

    private static String run(TenantBackupService service, String[] arguments) {
        String subject = arguments[3];
        return switch (arguments[2]) {
            case "export" -> service.exportTenant(TenantId.of(subject)).id().value();
            case "validate" ->
                String.valueOf(service.validate(BackupId.of(subject)).valid());
            case "diff" ->
                String.valueOf(service.diff(BackupId.of(subject)).tables().values().stream()
                        .mapToLong(TableChanges::written)
                        .sum());
            case "clone" ->
                service.clone(TenantId.of(subject), CloneRequest.named(arguments[4]))
                        .tenant()
                        .value();
            case "into" ->
                service.restore(BackupId.of(subject), RestoreRequest.into(TenantId.of(arguments[4])))
                        .tenant()
                        .value();
            case "new" ->
                service.restore(BackupId.of(subject), RestoreRequest.asNewTenant(arguments[4]))
                        .tenant()
                        .value();
            default -> throw new IllegalArgumentException(arguments[2]);
        };
    }

    /** Looks every few milliseconds, for a peak between two collections has no other witness. */
    private static final class HeapGauge extends Thread {

        private volatile long peak;

        HeapGauge() {
            super("heap gauge");
            setDaemon(true);
        }

        @Override
        public void run() {
            while (true) {
                peak = Math.max(
                        peak,
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
                LockSupport.parkNanos(5_000_000);
            }
        }

        long peakMegabytes() {
            return peak >> 20;
        }
    }
}
