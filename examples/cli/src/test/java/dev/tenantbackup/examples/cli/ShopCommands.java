// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Shops in a new database for each test, a storage beside it that does not exist yet, and the command line over both. */
abstract class ShopCommands {

    private final ShopProduct product;

    @TempDir
    private Path folder;

    private ShopDatabase shops;
    private Connection open;

    ShopCommands(ShopProduct product) {
        this.product = product;
    }

    /** The connection stays open: each command would else open a database in a file and close it anew. */
    @BeforeEach
    void fillDatabase() throws SQLException {
        shops = product.newDatabase(folder);
        open = DriverManager.getConnection(shops.url(), shops.user(), shops.password());
        shops.fill();
    }

    @AfterEach
    void closeDatabase() throws SQLException {
        open.close();
    }

    ShopDatabase shops() {
        return shops;
    }

    Path folder() {
        return folder;
    }

    Path storage() {
        return folder.resolve("backups");
    }

    /** With the database and the storage, and nothing said of the tenants. */
    CliRun.Builder bare(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "--url",
                shops.url(),
                "--user",
                shops.user(),
                "--password",
                shops.password(),
                "--storage",
                storage().toString()));
        args.addAll(List.of(more));
        return CliRun.with(args.toArray(new String[0]));
    }

    /** As a person would call it who has looked once. */
    CliRun.Builder cli(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "--tenant-table",
                "shops",
                "--tenant-column",
                "shop_id",
                "--active-where",
                "active = true",
                "--accept-proposals"));
        args.addAll(List.of(more));
        return bare(args.toArray(new String[0]));
    }

    String backUp(String tenant) {
        return cli().json("backup", "create", tenant)
                .expect(0)
                .json()
                .get("backupId")
                .asText();
    }

    /** One product of shop 1 is gone, another has a wrong price, and there is a category too many. */
    void loseProducts() throws SQLException {
        shops.execute(
                "DELETE FROM reviews WHERE product_id = 1",
                "DELETE FROM products WHERE id = 1",
                "UPDATE products SET price = 99.99 WHERE id = 2",
                "INSERT INTO categories (shop_id, parent_id, name) VALUES (1, NULL, 'stray')");
    }

    /** What a document says of a table. */
    JsonNode counts(JsonNode document, String table) {
        return document.get("tables").get(shops.spelled(table));
    }

    static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
