// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.hostile;

import dev.tenantbackup.testkit.databases.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The place of a PostgreSQL database's tables on a small disk. Whoever has tables in it drops them before it is closed:
 * the server must not miss their files later.
 */
final class SmallTablespace implements AutoCloseable {

    private final TestDatabase database;
    private final SmallDisk disk;

    private SmallTablespace(TestDatabase database, SmallDisk disk) {
        this.database = database;
        this.disk = disk;
    }

    /** Where tables are created from now on. */
    static SmallTablespace on(SmallDisk disk, TestDatabase database) throws IOException {
        SmallTablespace tables = new SmallTablespace(database, disk);
        Path place = Files.createDirectory(disk.place().resolve("tables"));
        Files.setOwner(place, Files.getOwner(Path.of(tables.ask("show data_directory"))));
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx------"));
        tables.execute("create tablespace small location '" + place + "'");
        tables.execute("alter database " + tables.ask("select current_database()") + " set default_tablespace = small");
        return tables;
    }

    /** Leaves some hundred KiB of room. */
    void fill() throws IOException {
        long room = Files.getFileStore(disk.place()).getUsableSpace();
        Files.write(disk.place().resolve("filler"), new byte[(int) room - (300 << 10)]);
    }

    @Override
    public void close() {
        execute("drop tablespace small");
    }

    private void execute(String sql) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String ask(String sql) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
