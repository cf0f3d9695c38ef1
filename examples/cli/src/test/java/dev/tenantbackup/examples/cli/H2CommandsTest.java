// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class H2CommandsTest extends CommandsContract {

    private @Nullable Connection open;

    /** A file that stays open: each command would else open and close it anew. */
    @Override
    ShopDatabase newDatabase(Path where) throws SQLException {
        ShopDatabase database = new ShopDatabase("jdbc:h2:" + where.resolve("shops"), "sa", "s3cret words");
        open = DriverManager.getConnection(database.url(), database.user(), database.password());
        return database;
    }

    @Test
    void oneTenantThatFailsDoesNotStopTheOthersAndTheExitCodeSaysSo() throws SQLException {
        // Half a character can't be written to an archive.
        shops().execute("UPDATE products SET name = CHAR(55296) WHERE id = 2");
        CliRun run = cli().json("backup", "create", "--all-active");
        run.expect(1);
        JsonNode document = run.json();
        assertThat(document.get("backups").findValuesAsText("tenant")).containsExactly("2");
        assertThat(document.get("failed")).hasSize(1);
        JsonNode failed = document.get("failed").get(0);
        assertThat(failed.get("tenant").asText()).isEqualTo("1");
        assertThat(failed.get("error").get("kind").asText()).isEqualTo("source-data");
        assertThat(failed.get("error").get("table").asText()).isEqualTo("PRODUCTS");
        assertThat(failed.get("error").get("key").get("ID").asText()).isEqualTo("2");
        assertThat(cli().run("backup", "create", "--all-active").expect(1).out).contains("Tenant 1 has no new backup");
    }

    @AfterEach
    void close() throws SQLException {
        if (open != null) {
            open.close();
        }
    }
}
