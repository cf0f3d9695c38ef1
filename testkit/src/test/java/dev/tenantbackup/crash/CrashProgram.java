// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.crash;

import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.WatchedDirectory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Does one operation, and at one moment of it says so and waits to be killed.
 *
 * <p>Arguments: how often the moment has to come, the moment (empty for none), the database's address, the storage's
 * directory, then {@code export} or {@code restore <backup>}. Prints {@link #STARTED} when it begins and {@link #REACHED} at
 * the moment.
 */
final class CrashProgram {

    static final String STARTED = "started";
    static final String REACHED = "reached";
    static final TenantId TENANT = TenantId.of(3);

    private CrashProgram() {}

    public static void main(String[] arguments) throws SQLException {
        main(arguments, CrashProgram::run);
    }

    /** The same with other operations. */
    static void main(String[] arguments, Program program) throws SQLException {
        String moment = arguments[1];
        AtomicInteger left = new AtomicInteger(Integer.parseInt(arguments[0]));
        Consumer<String> watcher = now -> {
            if (now.equals(moment) && left.decrementAndGet() == 0) {
                System.out.println(REACHED);
                while (true) {
                    LockSupport.park();
                }
            }
        };
        DataSource database = Services.dataSource(arguments[2]);
        // An H2 database is open as long as anybody is connected to it.
        try (Connection open = database.getConnection()) {
            open.getAutoCommit();
            System.out.println(STARTED);
            program.run(database, Path.of(arguments[3]), watcher, Arrays.copyOfRange(arguments, 4, arguments.length));
        }
    }

    /** The operation, in whatever process. */
    static void run(DataSource database, Path directory, Consumer<String> watcher, String... operation) {
        TenantBackupService service =
                Services.over(Moments.watching(database, watcher), WatchedDirectory.open(directory, watcher));
        switch (operation[0]) {
            case "export" -> service.exportTenant(TENANT);
            case "restore" -> service.restore(BackupId.of(operation[1]), RestoreRequest.into(TENANT));
            default -> throw new IllegalArgumentException(operation[0]);
        }
    }

    /** One operation on a database and a directory, whose moments a watcher hears of. */
    @FunctionalInterface
    interface Program {
        void run(DataSource database, Path directory, Consumer<String> watcher, String... operation);
    }
}
