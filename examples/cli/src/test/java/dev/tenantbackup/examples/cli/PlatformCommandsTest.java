// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenantbackup.examples.platform.Damage;
import dev.tenantbackup.examples.platform.DamageToll;
import dev.tenantbackup.examples.platform.Fill;
import dev.tenantbackup.examples.platform.Platform;
import dev.tenantbackup.examples.platform.Product;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line on a platform of 56 tables with every hard shape. */
class PlatformCommandsTest {

    private static final String TENANT = "2";

    @TempDir
    Path folder;

    @Test
    void namesAndMendsAnAccidentOnH2() throws SQLException, IOException {
        namesAndMendsAnAccident(new ShopDatabase("jdbc:h2:" + folder.resolve("platform"), "sa", "s3cret words"));
    }

    @Test
    void namesAndMendsAnAccidentOnPostgres() throws SQLException, IOException {
        namesAndMendsAnAccident(PostgresServer.running().newDatabase());
    }

    @Test
    void namesAndMendsAnAccidentOnMariaDb() throws SQLException, IOException {
        namesAndMendsAnAccident(MariaDbServer.newDatabase());
    }

    private void namesAndMendsAnAccident(ShopDatabase database) throws SQLException, IOException {
        try (Connection connection =
                DriverManager.getConnection(database.url(), database.user(), database.password())) {
            Product product = Product.of(connection);
            Platform.create(connection, product);
            Platform.fill(connection, product, Fill.of(3, 600));
            CliRun.Builder cli = cli(database);
            assertThat(cli.json("inspect").expect(0).json().get("unclassified")).isEmpty();
            String backup = cli.json("backup", "create", TENANT)
                    .expect(0)
                    .json()
                    .get("backupId")
                    .asText();

            DamageToll toll = Damage.DELETE_MENU.apply(connection, product, Long.parseLong(TENANT));
            JsonNode diff = cli.json("diff", backup).expect(0).json();
            diff.get("tables").properties().forEach(table -> {
                DamageToll.Change harm = toll.tables().get(table.getKey().toLowerCase(Locale.ROOT));
                JsonNode counts = table.getValue();
                assertThat(counts.get("inserted").asLong())
                        .as("rows of %s to bring back", table.getKey())
                        .isEqualTo(harm == null ? 0 : harm.deleted());
                assertThat(counts.get("updated").asLong())
                        .as("rows of %s to mend", table.getKey())
                        .isEqualTo(harm == null ? 0 : harm.updated());
                assertThat(counts.get("deleted").asLong()).isZero();
            });

            JsonNode restored = cli.json("restore", backup, "--into", TENANT, "--yes")
                    .expect(0)
                    .json();
            assertThat(restored.get("verified").asBoolean()).isTrue();
            assertThat(cli.run("diff", backup).expect(0).out).contains("No difference");

            JsonNode clone = cli.json("clone", TENANT, "Casa Nueva").expect(0).json();
            assertThat(clone.get("tenant").asText()).isNotIn("1", "2", "3");
            cli.json("undo", clone.get("restoreId").asText(), "--yes").expect(0);
            cli.json("backup", "create", clone.get("tenant").asText()).expect(6);
        }
    }

    private CliRun.Builder cli(ShopDatabase database) throws IOException {
        Path catalog = folder.resolve("platform-catalog.yaml");
        try (InputStream file = Objects.requireNonNull(Platform.class.getResourceAsStream("platform-catalog.yaml"))) {
            Files.copy(file, catalog);
        }
        return CliRun.with(
                "--url",
                database.url(),
                "--user",
                database.user(),
                "--password",
                database.password(),
                "--catalog",
                catalog.toString(),
                "--storage",
                folder.resolve("backups").toString());
    }
}
