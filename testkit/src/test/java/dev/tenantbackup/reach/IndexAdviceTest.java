// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.reach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.catalog.report.CatalogReport;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.testkit.databases.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The statements that a catalog proposes are taken by the product as they stand, and leave nothing to be proposed. */
class IndexAdviceTest {

    @ParameterizedTest
    @EnumSource
    void statementsCreateWhatIsMissing(Engine engine) throws SQLException {
        TestDatabase database = engine.create();
        String q = engine == Engine.MARIADB ? "`" : "\"";
        String odd = q + "Order" + q;
        run(
                database,
                "create table shops (id bigint primary key, name varchar(50))",
                "create table " + odd + " (id bigint primary key, shop_id bigint not null, " + q + "select" + q
                        + " bigint)",
                "insert into shops values (1, 'one'), (2, 'two')",
                "insert into " + odd + " values (1, 1, 1), (2, 1, 1), (3, 2, 2), (4, 2, 2)",
                engine == Engine.MARIADB ? "analyze table shops, " + odd : "analyze");
        run(database, indexesThatDoNotCount(engine, odd));

        List<Finding> missing = missing(database);

        assertThat(missing).singleElement().satisfies(finding -> {
            assertThat(finding.table().name()).isEqualTo("Order");
            assertThat(finding.message()).endsWith("Of these there are about 4, of which a tenant has 2 on average.");
        });
        assertThat(CatalogReport.of(catalog(database)).json()).contains("\"kind\" : \"no-index\"", "CREATE INDEX ");

        run(database, Objects.requireNonNull(missing.get(0).hint()));

        assertThat(missing(database)).isEmpty();
    }

    private static String[] indexesThatDoNotCount(Engine engine, String table) {
        return engine == Engine.POSTGRESQL
                ? new String[] {
                    "create index partial on " + table + " (shop_id) where shop_id > 1",
                    "create index expression on " + table + " ((shop_id + 1))",
                    "create index behind on " + table + " (\"select\", shop_id)"
                }
                : new String[0];
    }

    private static List<Finding> missing(TestDatabase database) {
        return catalog(database).findings().stream()
                .filter(finding -> finding.kind() == Finding.Kind.NO_INDEX)
                .toList();
    }

    private static Catalog catalog(TestDatabase database) {
        JdbcTenantDatabase tenants = JdbcTenantDatabase.of(database.dataSource());
        CatalogDeclarations declarations = CatalogDeclarations.builder()
                .tenantTable("shops")
                .tenantColumn("shop_id")
                .build();
        return DeclaredCatalog.of(declarations).resolve(tenants.schema(), tenants.probe());
    }

    private static void run(TestDatabase database, String... statements) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
