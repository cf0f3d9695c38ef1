// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.RestorePlan;
import dev.tenantbackup.storage.DirectoryStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java that README shows is compiled and run here, and is the same to the letter. */
class ReadmeSnippetTest {

    private static final Path README = Path.of("../../README.md");
    private static final Path SOURCE = Path.of(
            "src/test/java/dev/tenantbackup/examples/quickstart", ReadmeSnippetTest.class.getSimpleName() + ".java");

    @Test
    void doesWhatItSays(@TempDir Path folder) throws SQLException {
        // [readme
        // Tables restaurants (id, name) and menus (id, restaurant_id, title); restaurant 7 has two menus.
        DataSource shop = JdbcConnectionPool.create("jdbc:h2:mem:shop", "sa", "");
        createMenus(shop);

        TenantBackupService backups = TenantBackupService.builder()
                .database(JdbcTenantDatabase.of(shop))
                .catalog(DeclaredCatalog.of(
                        CatalogDeclarations.builder().tenantTable("restaurants").build()))
                .storage(DirectoryStorage.open(folder))
                .build();

        BackupInfo backup = backups.exportTenant(TenantId.of(7));
        execute(shop, "DELETE FROM menus WHERE restaurant_id = 7"); // one careless employee

        RestoreRequest request = RestoreRequest.into(TenantId.of(7));
        RestorePlan plan = backups.plan(backup.id(), request); // look: inserts 2 rows, changes nothing else
        RestoreResult result = backups.restore(backup.id(), request); // leap: proved before the commit
        // readme]

        assertThat(plan.total().inserted()).isEqualTo(2);
        assertThat(plan.total().written()).isEqualTo(2);
        assertThat(plan.conflicts()).isEmpty();
        assertThat(result.verified()).isTrue();
        assertThat(result.total().inserted()).isEqualTo(2);
        assertThat(titles(shop)).isEqualTo("Breakfast, Dinner, Lunch");
    }

    @Test
    void readsTheSameInReadme() throws IOException {
        assertThat(block(Files.readString(README))).isEqualTo(region(Files.readString(SOURCE)));
    }

    private static String block(String readme) {
        int start = readme.indexOf("```java\n") + "```java\n".length();
        return readme.substring(start, readme.indexOf("```", start));
    }

    private static String region(String source) {
        String begin = "// [readme\n";
        int start = source.indexOf(begin) + begin.length();
        int end = source.lastIndexOf('\n', source.indexOf("// readme]", start));
        return source.substring(start, end).stripIndent() + "\n";
    }

    private static void createMenus(DataSource shop) throws SQLException {
        execute(shop, "CREATE TABLE restaurants (id BIGINT PRIMARY KEY, name VARCHAR(80) NOT NULL)");
        execute(
                shop,
                "CREATE TABLE menus (id BIGINT PRIMARY KEY, restaurant_id BIGINT NOT NULL REFERENCES restaurants,"
                        + " title VARCHAR(80) NOT NULL)");
        execute(shop, "INSERT INTO restaurants VALUES (7, 'Trattoria'), (8, 'Osteria')");
        execute(shop, "INSERT INTO menus VALUES (1, 7, 'Lunch'), (2, 7, 'Dinner'), (3, 8, 'Breakfast')");
    }

    private static void execute(DataSource shop, String sql) throws SQLException {
        try (Connection connection = shop.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String titles(DataSource shop) throws SQLException {
        try (Connection connection = shop.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT LISTAGG(title, ', ') WITHIN GROUP (ORDER BY title) FROM menus")) {
            result.next();
            return result.getString(1);
        }
    }
}
