// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.crash;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.catalog.TableCatalog;
import dev.tenantbackup.catalog.file.CatalogFile;
import dev.tenantbackup.catalog.file.CatalogFormat;
import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.examples.platform.Platform;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.storage.BackupStorage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Services over a sample platform, as each process of a test makes them for itself. */
final class Services {

    private Services() {}

    static TenantBackupService over(DataSource database, BackupStorage storage) {
        return over(JdbcTenantDatabase.of(database), storage);
    }

    static TenantBackupService over(TenantDatabase database, BackupStorage storage) {
        return TenantBackupService.builder()
                .database(database)
                .catalog(platformCatalog())
                .storage(storage)
                .build();
    }

    static DataSource dataSource(String url) throws SQLException {
        if (url.startsWith("jdbc:h2:")) {
            JdbcDataSource h2 = new JdbcDataSource();
            h2.setURL(url);
            return h2;
        }
        if (url.startsWith("jdbc:mariadb:")) {
            return new MariaDbDataSource(url);
        }
        PGSimpleDataSource postgres = new PGSimpleDataSource();
        postgres.setURL(url);
        return postgres;
    }

    private static TableCatalog platformCatalog() {
        try (InputStream in = Objects.requireNonNull(Platform.class.getResourceAsStream("platform-catalog.yaml"))) {
            return DeclaredCatalog.of(
                    CatalogFile.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), CatalogFormat.YAML));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
