// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The way of a person who keeps one shop still while restoring it. */
class FencingTest {

    private static final String WRITE = "UPDATE products SET price = 1 WHERE id = ";

    @Nested
    class OnPostgres extends ShopCommands {

        OnPostgres() {
            super(ShopProduct.POSTGRESQL);
        }

        private void install() throws SQLException {
            for (JsonNode statement :
                    cli().json("fence", "ddl").expect(0).json().get("statements")) {
                shops().execute(statement.asText());
            }
        }

        @Test
        void theShopIsFencedRestoredAndLetGo() throws SQLException {
            install();
            String backup = backUp("1");
            loseProducts();

            JsonNode up = cli().json("fence", "raise", "Uno", "--reason", "products gone", "--wait", "0")
                    .expect(0)
                    .json();

            assertThat(ShopCommands.names(up))
                    .containsExactly("tenant", "level", "actor", "reason", "raisedAt", "effective", "effectiveSince");
            assertThat(up.get("effective").asBoolean()).isTrue();
            assertThatThrownBy(() -> shops().execute(WRITE + 2)).hasMessageContaining("Tenant '1' is fenced");
            shops().execute(WRITE + 5);
            JsonNode restored = cli("--yes")
                    .json("restore", backup, "--into", "1")
                    .expect(0)
                    .json();
            assertThat(restored.get("exclusive").asBoolean()).isTrue();
            CliRun status = cli().run("fence", "status").expect(0);
            assertThat(status.out).contains("products gone").contains("yes").contains("fence lift <tenant>");
            assertThat(cli().json("fence", "lift", "1")
                            .expect(0)
                            .json()
                            .get("wasUp")
                            .asBoolean())
                    .isTrue();
            shops().execute(WRITE + 2);
            assertThat(cli().run("fence", "lift", "1").expect(0).out).isEqualTo("No fence of tenant 1 was up.\n");
            assertThat(cli().run("fence", "status").expect(0).out).isEqualTo("No fence is up.\n");
        }

        @Test
        void whatWasInstalledNeedsNothingMoreAndCanBeTakenAway() throws SQLException {
            cli().run("fence", "raise", "1", "--reason", "x").expect(2);
            install();

            CliRun again = cli().run("fence", "ddl").expect(0);
            assertThat(again.out).isEmpty();
            assertThat(again.err).isEqualTo("The fence is installed; there is nothing to run.\n");
            shops().execute(cli().run("fence", "ddl", "--remove").expect(0).out);
            assertThat(shops().rows("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"))
                    .containsExactly("0");
            assertThat(shops().rows("SELECT count(*) FROM pg_proc WHERE proname LIKE 'tenant\\_backup%'"))
                    .containsExactly("0");
            assertThat(cli().run("fence", "ddl", "--remove").expect(0).err).isEqualTo("No fence is installed.\n");
        }
    }

    @Nested
    class OnH2 extends ShopCommands {

        OnH2() {
            super(ShopProduct.H2);
        }

        @Test
        void thereIsNoFenceAndWhoAsksIsToldWhatThereIs() {
            JsonNode error = cli().json("fence", "ddl").expect(2).error();

            assertThat(error.get("message").asText()).contains("no fence inside of H2");
            assertThat(error.get("hint").asText()).contains("flag column");
            assertThat(cli().run("fence", "status").expect(0).out).isEqualTo("No fence is up.\n");
        }
    }
}
