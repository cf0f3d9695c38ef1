// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.TenantBackupServiceBuilder;
import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.catalog.file.CatalogFile;
import dev.tenantbackup.catalog.file.CatalogFormat;
import dev.tenantbackup.files.FileKey;
import dev.tenantbackup.files.FileSink;
import dev.tenantbackup.files.MemoryFiles;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.testkit.databases.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Two shops that look alike and keep photos outside of the database. Rows of both point to one banner; the breads of both
 * look the same; each shop's second blob has the bytes of its soup; its logo has more than a mebibyte.
 */
final class PhotoShops {

    static final TenantId SHOP = TenantId.of(1);
    static final TenantId NEIGHBOUR = TenantId.of(2);
    static final FileKey BANNER = FileKey.of("shared/banner.jpg");

    private static final int LOGO_BYTES = 1_300_000;

    private static final String CATALOG = """
            version: 1
            tenant: {table: shops, name: name}
            tables:
              shops:
                files:
                  - {column: logo_key}
              dishes:
                files:
                  - {column: photo_key, bytes: photo_bytes}
              blobs:
                files:
                  - {column: storage_key, sha256: sha256}
            """;

    private static final List<String> TABLES = List.of(
            "create table shops (id integer primary key, name varchar(40) not null, logo_key varchar(80))",
            "create table dishes (id integer primary key, shop_id integer not null, name varchar(40),"
                    + " photo_key varchar(120), photo_bytes integer, foreign key (shop_id) references shops (id))",
            "create table blobs (id integer primary key, shop_id integer not null, storage_key varchar(60) not null,"
                    + " sha256 varchar(64), unique (storage_key), foreign key (shop_id) references shops (id))");

    private final TestDatabase database;
    private final BackupStorage storage = new MemoryStorage();
    final MemoryFiles files = new MemoryFiles();

    private PhotoShops(TestDatabase database) {
        this.database = database;
    }

    static PhotoShops of(Engine engine) {
        PhotoShops shops = new PhotoShops(engine.create());
        TABLES.forEach(shops::execute);
        shops.put(BANNER, bytes("the banner of both"));
        shops.fill(1);
        shops.fill(2);
        return shops;
    }

    static FileKey soup(TenantId shop) {
        return FileKey.of("menus/" + shop + "/soup.jpg");
    }

    static FileKey bread(TenantId shop) {
        return FileKey.of("menus/" + shop + "/bread.jpg");
    }

    static FileKey logo(TenantId shop) {
        return FileKey.of("logos/" + shop + ".png");
    }

    static FileKey blob(TenantId shop, int number) {
        return FileKey.of("k3x9qm0ytz8w7v6u5t4s3r2q1p" + shop + number);
    }

    private void fill(int number) {
        TenantId shop = TenantId.of(number);
        int n = 100 * number;
        byte[] logo = new byte[LOGO_BYTES];
        new Random(number).nextBytes(logo);
        byte[] soup = bytes("soup of shop " + number);
        put(logo(shop), logo);
        put(soup(shop), soup);
        put(bread(shop), bytes("bread"));
        put(blob(shop, 1), bytes("terms of shop " + number));
        put(blob(shop, 2), soup);
        execute("insert into shops values (" + number + ", 'Casa', '" + logo(shop) + "')");
        dish(n + 1, shop, "soup", "'" + soup(shop) + "', " + soup.length);
        dish(n + 2, shop, "bread", "'" + bread(shop) + "', 5");
        dish(n + 3, shop, "banner", "'" + BANNER + "', NULL");
        dish(n + 4, shop, "none", "NULL, NULL");
        dish(n + 5, shop, "blank", "'', 0");
        execute("insert into blobs values (" + (n + 1) + ", " + shop + ", '" + blob(shop, 1) + "', '"
                + Digest.of("terms of shop " + number) + "')");
        execute("insert into blobs values (" + (n + 2) + ", " + shop + ", '" + blob(shop, 2) + "', NULL)");
    }

    private void dish(int id, TenantId shop, String name, String photo) {
        execute("insert into dishes values (" + id + ", " + shop + ", '" + name + "', " + photo + ")");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    void put(FileKey key, byte[] content) {
        files.replace(key, ContentWriter.of(content));
    }

    void put(FileKey key, String content) {
        put(key, bytes(content));
    }

    /** A service that knows where the files are. */
    TenantBackupService service() {
        return service(files);
    }

    TenantBackupService service(FileSink place) {
        return builder().files(place).build();
    }

    TenantBackupServiceBuilder builder() {
        return TenantBackupService.builder()
                .database(JdbcTenantDatabase.of(database.dataSource()))
                .catalog(DeclaredCatalog.of(CatalogFile.parse(CATALOG, CatalogFormat.YAML)))
                .storage(storage);
    }

    /** Every file by its key: the digest of its bytes. */
    Map<String, String> contents() {
        Map<String, String> contents = new TreeMap<>();
        for (FileKey key : files.keys()) {
            contents.put(key.value(), digest(key));
        }
        return contents;
    }

    String digest(FileKey key) {
        try (InputStream in = files.open(key)) {
            return Digest.of(in.readAllBytes()).hex();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every row of a shop, read without the library. */
    List<String> rows(TenantId shop) {
        List<String> rows = new ArrayList<>(query("select * from shops where id = " + shop));
        rows.addAll(query("select * from dishes where shop_id = " + shop + " order by id"));
        rows.addAll(query("select * from blobs where shop_id = " + shop + " order by id"));
        return rows;
    }

    /** What a shop's rows point to, by what they are: names of dishes, numbers of blobs. */
    Map<String, String> keys(TenantId shop) {
        Map<String, String> keys = new TreeMap<>();
        String of = " where shop_id = " + shop;
        List<String> pairs = new ArrayList<>(query("select 'logo', logo_key from shops where id = " + shop));
        pairs.addAll(query("select name, photo_key from dishes" + of + " and photo_key <> ''"));
        pairs.addAll(
                query("select case when sha256 is null then 'blob2' else 'blob1' end, storage_key from blobs" + of));
        pairs.forEach(pair -> keys.put(pair.substring(0, pair.indexOf(' ')), pair.substring(pair.indexOf(' ') + 1)));
        return keys;
    }

    void execute(String sql) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed.getMessage(), failed);
        }
    }

    List<String> query(String sql) {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                StringJoiner values = new StringJoiner(" ");
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    values.add(row.getString(i));
                }
                rows.add(values.toString());
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed.getMessage(), failed);
        }
        return rows;
    }
}
