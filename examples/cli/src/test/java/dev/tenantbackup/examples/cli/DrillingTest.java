// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The way of a person who rehearses before the worst day. */
class DrillingTest {

    @Nested
    class OnH2 extends ShopCommands {

        OnH2() {
            super(ShopProduct.H2);
        }

        private List<String> everything() throws SQLException {
            return List.of(
                    shops().contents(1).toString(),
                    shops().contents(2).toString(),
                    shops().contents(3).toString(),
                    shops().rows("SELECT count(*) FROM shops").toString());
        }

        @Test
        void drillIsMeasuredShownAndRemembered() throws SQLException, IOException {
            String backup = backUp("1");
            List<String> before = everything();
            Path html = folder().resolve("drill.html");

            JsonNode report = cli().json(
                            "drill", "--tenant", "Uno", "--rto", "12h", "--rpo", "24h", "--html", html.toString())
                    .expect(0)
                    .json();

            assertThat(report.get("outcome").asText()).isEqualTo("passed");
            assertThat(report.get("backup").asText()).isEqualTo(backup);
            assertThat(report.get("rows").asInt()).isEqualTo(15);
            assertThat(report.get("objectives").get("rto").asText()).isEqualTo("met");
            assertThat(report.get("scratch").get("discarded").asBoolean()).isTrue();
            assertThat(Files.readString(html))
                    .contains(report.get("drill").asText())
                    .contains("<data value=\"" + report.get("rtoMillis").asText() + "\">");
            assertThat(everything()).isEqualTo(before);

            CliRun unmeasured = cli().run("drill", "--backup", backup).expect(0);
            assertThat(unmeasured.out).contains("passed").contains("open").contains("not counted");
            CliRun history = cli().run("drill", "history").expect(0);
            assertThat(history.out).contains(report.get("drill").asText()).contains("passed");
            assertThat(cli().json("drill", "history", "--limit", "1")
                            .expect(0)
                            .json()
                            .get("drills"))
                    .hasSize(1);
            assertThat(cli().json("drill", "clear").expect(0).json().get("cleared"))
                    .isEmpty();
            assertThat(everything()).isEqualTo(before);
        }

        @Test
        void schemaOfAScriptIsMadeAndDropped() throws SQLException, IOException {
            backUp("1");
            List<String> before = everything();
            Path script = Files.writeString(folder().resolve("schema.sql"), shops().script());

            JsonNode report = cli().json("drill", "--seed", "4", "--schema-script", script.toString())
                    .expect(0)
                    .json();

            assertThat(report.get("scratch").get("target").asText()).isEqualTo("scratch schema");
            assertThat(report.get("rows").asInt()).isEqualTo(15);
            assertThat(report.get("seed").asLong()).isEqualTo(4);
            assertThat(shops().rows("SELECT schema_name FROM information_schema.schemata"))
                    .noneMatch(name -> name.startsWith("drill_"));
            assertThat(everything()).isEqualTo(before);
        }
    }
}
