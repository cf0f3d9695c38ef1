// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.history;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.catalog.RootDeclaration;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.upgrade.ColumnValues;
import dev.tenantbackup.upgrade.ReadyConversion;
import dev.tenantbackup.upgrade.StepBuilder;
import dev.tenantbackup.upgrade.UpgradeStep;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** A database that goes through the releases of a platform, and a service of each release over it. */
final class Platform {

    static final TenantId TENANT = TenantId.of(2);

    private static final Map<Release, Consumer<StepBuilder>> CHANGES = new EnumMap<>(Map.of(
            Release.THIRD, step -> step.defaultValue("orders", "currency", "EUR"),
            Release.FOURTH, step -> step.renameColumn("orders", "total", "total_cents"),
            Release.FIFTH, step -> step.renameTable("dishes", "menu_items"),
            Release.SIXTH, step -> step.dropColumn("menu_items", "note", "nobody has read it for years"),
            Release.SEVENTH,
                    step -> step.transform("guests", List.of("full_name"), List.of("first_name", "last_name"), "split"),
            Release.EIGHTH,
                    step -> step.convert("menu_items", "title", ReadyConversion.CUT)
                            .convert("menu_items", "price", ReadyConversion.EXACT)
                            .defaultValue("menu_items", "calories", "0")));

    private final Engine engine;
    private final DataSource dataSource;
    private final MemoryStorage storage = new MemoryStorage();
    private Release release = Release.FIRST;

    Platform(Engine engine) {
        this.engine = engine;
        this.dataSource = engine.create().dataSource();
        run(Release.FIRST.migration(engine));
    }

    Release release() {
        return release;
    }

    void migrateTo(Release next) {
        run(next.migration(engine));
        release = next;
    }

    /** A service whose catalog knows the changes of all releases up to this one. */
    TenantBackupService service() {
        return service(List.of(Release.values()));
    }

    /** A service whose catalog knows the changes of some releases only. */
    TenantBackupService service(Collection<Release> known) {
        CatalogDeclarations.Builder catalog = CatalogDeclarations.builder()
                .tenantTable(RootDeclaration.of("restaurants").withNameColumn("name"))
                .table(
                        "pins",
                        pins -> pins.polymorphic(
                                "subject_type",
                                "subject_id",
                                Map.of(
                                        release.menu().equals("dishes") ? "Dish" : "MenuItem",
                                        release.menu(),
                                        "Guest",
                                        "guests")))
                .rowUpgrade("split", Platform::split);
        known.stream().sorted().flatMap(step -> step(step).stream()).forEach(catalog::upgrade);
        return service(catalog.build());
    }

    TenantBackupService service(CatalogDeclarations catalog) {
        return TenantBackupService.builder()
                .database(JdbcTenantDatabase.of(dataSource))
                .catalog(DeclaredCatalog.of(catalog))
                .storage(storage)
                .build();
    }

    private static List<UpgradeStep> step(Release release) {
        Consumer<StepBuilder> changes = CHANGES.get(release);
        if (changes == null) {
            return List.of();
        }
        StepBuilder step = StepBuilder.bySchema();
        changes.accept(step);
        return List.of(step.build());
    }

    private static ColumnValues split(ColumnValues guest) {
        String[] words = guest.text("full_name").orElseThrow().split(" ", 2);
        return ColumnValues.NONE.with("first_name", words[0]).with("last_name", words[1]);
    }

    /** Writes wherever the tenant's rows are that every release has. */
    void damageTenant() {
        run(List.of(
                "delete from pins where restaurant_id = 2",
                "delete from orders where id = 201",
                "update " + release.menu() + " set price = 0, title = 'Soup' where restaurant_id = 2",
                "delete from guests where id = 21",
                "insert into pins values (99, 2, 'Guest', 22)"));
    }

    void run(List<String> statements) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + " in " + statements, e);
        }
    }

    /** All rows of all tables, as texts. */
    Map<String, List<String>> rows() {
        Map<String, List<String>> rows = new TreeMap<>();
        release.tables().forEach(table -> rows.put(table, rows("select * from " + table + " order by id")));
        return rows;
    }

    List<String> rows(String query) {
        List<String> rows = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    values.add(String.valueOf(found.getString(i)));
                }
                rows.add(String.join("|", values));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        return rows;
    }
}
