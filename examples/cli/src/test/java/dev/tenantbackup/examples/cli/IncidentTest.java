// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The way of a tired person from the damage to the report. */
class IncidentTest extends ShopCommands {

    IncidentTest() {
        super(ShopProduct.POSTGRESQL);
    }

    @Test
    void aDamageThatTheNewestBackupHasTooIsUndoneStepByStep() throws SQLException {
        for (JsonNode statement : cli().json("fence", "ddl").expect(0).json().get("statements")) {
            shops().execute(statement.asText());
        }
        String sound = backUp("1");
        List<String> before = shops().contents(1);
        List<String> bystander = shops().contents(2);
        loseProducts();
        backUp("1");

        JsonNode opened = cli().json("incident", "open", "Uno", "--what", "products are gone")
                .expect(0)
                .json();
        String id = opened.get("incidentId").asText();
        assertThat(opened.get("next").asText()).isEqualTo("fence");
        cli().run("incident", "fence", id, "--wait", "0").expect(0);
        cli().run("incident", "assess", id, "--missing", "products=100").expect(6);
        CliRun assessed =
                cli().run("incident", "assess", id, "--missing", "products=1").expect(0);
        assertThat(assessed.out)
                .contains("assess: done")
                .contains("backup: " + sound)
                .contains("has the damage itself")
                .contains("Next: tenant-backup incident restore " + id);
        cli().run("incident", "restore", id).expect(2);
        cli("--yes").run("incident", "restore", id).expect(0);
        cli().run("incident", "resume", id).expect(2);
        cli().run("incident", "verify", id).expect(0);
        JsonNode closed = cli().json("incident", "resume", id).expect(0).json();

        assertThat(closed.get("closed").asBoolean()).isTrue();
        assertThat(ShopCommands.names(closed))
                .containsExactly("incidentId", "tenant", "what", "actor", "openedAt", "next", "closed", "steps");
        assertThat(shops().contents(1)).isEqualTo(before);
        assertThat(shops().contents(2)).isEqualTo(bystander);
        assertThat(cli().run("fence", "status").expect(0).out).isEqualTo("No fence is up.\n");
        assertThat(cli().run("incident", "list").expect(0).out).contains(id).contains("closed");
        assertThat(cli().run("incident", "report", id).expect(0).out)
                .startsWith("# Incident " + id + ": tenant 1\n")
                .contains("| exclusive | true |");
        Path page = folder().resolve("incident.html");
        cli().run("incident", "report", id, "--html", page.toString()).expect(0);
        assertThat(page).content().contains("<h1>Incident " + id).contains("<dt>exclusive</dt><dd>true</dd>");
        cli().run(
                        "incident",
                        "report",
                        id,
                        "--html",
                        folder().resolve("no/such").toString())
                .expect(2);
        cli().run("incident", "report", "no such").expect(6);
    }
}
