// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.files.DirectoryFiles;
import dev.tenantbackup.storage.DirectoryStorage;
import dev.tenantbackup.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are killed while they read or put the files that rows point to: whatever has its name is whole, what is
 * set aside is named, nobody else's moves, and the next run works. Four moments in every build, 18 in the thorough tier.
 */
class KilledFilesTest {

    /** More than an export keeps in memory: it is read twice. */
    private static final int LARGE = 1_300_000;

    @TempDir
    private Path directory;

    @Test
    void killedExportLeavesRowsFilesAndEarlierBackupsAsTheyAre() throws Exception {
        Scene scene = new Scene(directory);
        List<String> all = scene.momentsOf("export");
        List<Moment> moments = new ArrayList<>(List.of(Moment.last(all, "before file open")));
        if (Tier.isThorough()) {
            moments.add(Moment.first(all, "before file open"));
            moments.add(Moment.last(all, "before link .zip"));
            moments.add(Moment.last(all, "before link .json"));
            moments.addAll(Moment.spread(all, 4));
        }
        int publication = Moment.last(all, "after link .json").position();
        for (Moment moment : moments) {
            int backups = scene.validBackups().size() + (moment.position() >= publication ? 1 : 0);
            scene.killAt(moment, "export");
            assertThat(scene.photos()).as("%s", moment).isEqualTo(scene.filled);
            assertThat(scene.rows()).as("%s", moment).isEqualTo(scene.filledRows);
            assertThat(scene.validBackups()).as("%s", moment).hasSize(backups);
            scene.momentsOf("export");
            assertThat(scene.validBackups()).as("%s", moment).hasSize(backups + 1);
        }
    }

    @Test
    void killedRestoreLeavesEveryFileWholeAndIsDoneByTheNextRun() throws Exception {
        Scene scene = new Scene(directory);
        scene.momentsOf("export");
        String backup = scene.validBackups().iterator().next();
        scene.damage();
        List<String> damagedRows = scene.rows();
        Map<String, Digest> damaged = scene.photos();
        List<String> all = scene.momentsOf("restore", backup);
        int commit = Moment.commit(all, "after commit").position();

        for (Moment moment : moments(all)) {
            scene.damage();
            Set<String> backups = scene.validBackups();
            scene.killAt(moment, "restore", backup);

            boolean committed = moment.position() >= commit;
            assertThat(scene.rows()).as("%s", moment).isEqualTo(committed ? scene.filledRows : damagedRows);
            Map<String, Digest> left = scene.photos();
            left.forEach((key, digest) -> assertThat(digest)
                    .as("%s at %s", key, moment)
                    .isIn(digests(Scene.before(key), scene.filled, damaged)));
            assertThat(left).as("%s", moment).containsAllEntriesOf(scene.neighbours());
            assertThat(scene.validBackups()).as("%s", moment).containsAll(backups);
            scene.assertThatWhatWasSetAsideIsNamed();
            if (committed) {
                assertThat(left).as("%s", moment).containsAllEntriesOf(scene.filled);
            }

            scene.momentsOf("restore", backup);
            assertThat(scene.rows()).as("%s", moment).isEqualTo(scene.filledRows);
            assertThat(scene.photos()).as("%s", moment).containsAllEntriesOf(scene.filled);
        }
        assertThat(scene.validBackups()).contains(backup);
    }

    private static List<Moment> moments(List<String> all) {
        List<Moment> moments = new ArrayList<>();
        moments.add(Moment.last(all, "amid file create"));
        moments.add(Moment.last(all, "amid file replace"));
        moments.add(Moment.last(all, "before file delete"));
        if (Tier.isThorough()) {
            moments.add(Moment.first(all, "amid file create"));
            moments.add(Moment.first(all, "before file name"));
            moments.add(Moment.first(all, "after file name"));
            moments.add(Moment.last(all, "after file replace"));
            moments.add(Moment.commit(all, "before commit"));
            moments.add(Moment.commit(all, "after commit"));
            moments.add(Moment.last(all, "after file delete"));
        }
        return moments;
    }

    /** The bytes that a file may have: none other than before the restore or after it. */
    private static List<Digest> digests(String key, Map<String, Digest> filled, Map<String, Digest> damaged) {
        return Stream.of(filled, damaged)
                .filter(photos -> photos.containsKey(key))
                .map(photos -> photos.get(key))
                .toList();
    }

    /** Two shops that look alike, whose photos lie in a directory, and what they must look like. */
    private static final class Scene {

        private final Path directory;
        private final String url;
        private final DataSource database;

        final Map<String, Digest> filled;
        final List<String> filledRows;

        Scene(Path directory) throws IOException, SQLException {
            this.directory = directory;
            this.url = "jdbc:h2:file:" + directory.resolve("shops") + ";WRITE_DELAY=0";
            this.database = Services.dataSource(url);
            execute(
                    "create table shops (id integer primary key, name varchar(40))",
                    "create table dishes (id integer primary key, shop_id integer not null references shops (id),"
                            + " name varchar(40), photo_key varchar(80))");
            byte[] large = new byte[LARGE];
            for (int shop = 1; shop <= 2; shop++) {
                new Random(shop).nextBytes(large);
                put(shop + "/soup.jpg", "soup of shop " + shop);
                put(shop + "/bread.jpg", "bread of shop " + shop);
                put(shop + "/view.jpg", large);
                int n = 100 * shop;
                execute(
                        "insert into shops values (" + shop + ", 'Casa')",
                        "insert into dishes values (" + (n + 1) + ", " + shop + ", 'soup', '" + shop + "/soup.jpg')",
                        "insert into dishes values (" + (n + 2) + ", " + shop + ", 'bread', '" + shop + "/bread.jpg')",
                        "insert into dishes values (" + (n + 3) + ", " + shop + ", 'view', '" + shop + "/view.jpg')");
            }
            this.filled = photos();
            this.filledRows = rows();
        }

        /** A row and two files are lost, and a file has become another; what earlier runs left is swept away. */
        void damage() throws IOException, SQLException {
            execute("delete from dishes where id = 101");
            for (String key : photos().keySet()) {
                if (!filled.containsKey(key)) {
                    Files.delete(photo(key));
                }
            }
            Files.delete(photo("1/soup.jpg"));
            Files.delete(photo("1/view.jpg"));
            put("1/bread.jpg", "mould");
        }

        List<String> momentsOf(String... operation) {
            List<String> moments = new ArrayList<>();
            PhotoCrashProgram.run(database, directory, moments::add, operation);
            return moments;
        }

        void killAt(Moment moment, String... operation) throws Exception {
            List<String> arguments = new ArrayList<>(
                    List.of(Integer.toString(moment.occurrence()), moment.name(), url, directory.toString()));
            arguments.addAll(List.of(operation));
            try (ChildJvm child = ChildJvm.start(PhotoCrashProgram.class, List.of(), arguments)) {
                assertThat(child.readLine()).isEqualTo(CrashProgram.STARTED);
                assertThat(child.readLine()).as("%s was reached", moment).isEqualTo(CrashProgram.REACHED);
                child.kill();
            }
        }

        /** Every file that has a name: the digest of its bytes. */
        Map<String, Digest> photos() throws IOException {
            Path photos = PhotoCrashProgram.photos(directory);
            Map<String, Digest> digests = new TreeMap<>();
            try (Stream<Path> files = Files.walk(photos)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String key = photos.relativize(file).toString();
                    if (!key.startsWith(".tenant-backup")) {
                        digests.put(key, Digest.of(Files.readAllBytes(file)));
                    }
                }
            }
            return digests;
        }

        Map<String, Digest> neighbours() {
            Map<String, Digest> neighbours = new TreeMap<>(filled);
            neighbours.keySet().removeIf(key -> !key.startsWith("2/"));
            assertThat(neighbours).hasSize(3);
            return neighbours;
        }

        /** The key of the file that was set aside under this one; else the key itself. */
        static String before(String key) {
            return key.replaceFirst("\\.before-.*", "");
        }

        void assertThatWhatWasSetAsideIsNamed() throws IOException {
            DirectoryStorage storage = DirectoryStorage.open(PhotoCrashProgram.backups(directory));
            StringBuilder notes = new StringBuilder();
            for (StoredObject note : storage.list("restore_")) {
                try (InputStream in = storage.open(note.key())) {
                    notes.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            assertThat(photos().keySet())
                    .filteredOn(key -> !filled.containsKey(key))
                    .allSatisfy(key -> assertThat(notes).contains(key));
        }

        /** The backups that are listed; each is valid, and no record is unreadable. */
        Set<String> validBackups() {
            TenantBackupService service = PhotoCrashProgram.service(
                    database,
                    DirectoryStorage.open(PhotoCrashProgram.backups(directory)),
                    DirectoryFiles.open(PhotoCrashProgram.photos(directory)));
            assertThat(service.list().unreadable()).isEmpty();
            List<BackupRecord> backups = service.list().backups();
            assertThat(backups)
                    .allSatisfy(backup ->
                            assertThat(service.validate(backup.id()).valid()).isTrue());
            return Set.copyOf(
                    backups.stream().map(backup -> backup.id().value()).toList());
        }

        /** Every row of both shops, read without the library. */
        List<String> rows() throws SQLException {
            List<String> rows = new ArrayList<>();
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "select d.*, s.* from dishes d" + " join shops s on s.id = d.shop_id order by d.id")) {
                while (row.next()) {
                    rows.add(row.getInt(1) + " " + row.getInt(2) + " " + row.getString(3) + " " + row.getString(4) + " "
                            + row.getString(6));
                }
            }
            return rows;
        }

        private void execute(String... statements) throws SQLException {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        }

        private void put(String key, String text) throws IOException {
            put(key, text.getBytes(StandardCharsets.UTF_8));
        }

        private void put(String key, byte[] bytes) throws IOException {
            Files.createDirectories(photo(key).getParent());
            Files.write(photo(key), bytes);
        }

        private Path photo(String key) {
            return PhotoCrashProgram.photos(directory).resolve(key);
        }
    }
}
