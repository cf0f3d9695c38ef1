// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.BackupAllResult;
import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.ExportOptions;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.archive.ManifestTable;
import dev.tenantbackup.database.TenantInfo;
import dev.tenantbackup.examples.platform.Fill;
import dev.tenantbackup.examples.platform.Platform;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.DatabaseException;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.SourceDataException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Actor;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.testkit.databases.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an export holds, says of itself, and leaves out only when asked. */
class ExportTest {

    private static final TenantId TENANT = TenantId.of(2);

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void sameRowsGiveTheSameBytes(Engine engine) throws IOException {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
        BackupInfo first = platform.service.exportTenant(TENANT, ExportOptions.DEFAULTS.withParallelReaders(1));
        BackupInfo second = platform.service.exportTenant(TENANT, ExportOptions.DEFAULTS.withParallelReaders(4));
        platform.execute("update menus set name = 'Dinner, changed' where restaurant_id = 2 and position = 0");
        BackupInfo third = platform.service.exportTenant(TENANT);

        Map<String, String> entries = tables(platform, first.id());
        assertThat(entries).hasSize(platform.catalog.ownedTables().size());
        assertThat(tables(platform, second.id())).isEqualTo(entries);
        Map<String, String> changed = tables(platform, third.id());
        changed.keySet().removeIf(entry -> changed.get(entry).equals(entries.get(entry)));
        assertThat(changed.keySet())
                .containsExactly("tables/" + platform.table("menus").name() + ".json");
    }

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void everyRowIsAccountedFor(Engine engine) {
        Fill fill = Fill.of(3, 450);
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, fill);
        Map<String, Map<TableName, String>> before = platform.digests();

        BackupInfo backup = platform.service.exportTenant(
                TENANT, ExportOptions.DEFAULTS.with(OperationContext.of(Actor.of("anna"))));

        Map<String, Long> filled = Platform.rowsPerTable(fill, 2);
        backup.tables()
                .forEach((table, rows) -> assertThat(rows)
                        .as(table.toString())
                        .isEqualTo(filled.get(table.name().toLowerCase(Locale.ROOT))));
        assertThat(backup.rows())
                .isEqualTo(backup.tables().values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
        assertThat(backup.complete()).isTrue();
        assertThat(platform.service.manifest(backup.id()).exportedBy()).isEqualTo("anna");
        assertThat(platform.service.validate(backup.id()).valid()).isTrue();
        assertThat(platform.digests()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void tablesAreLeftOutOnlyWhenAsked(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
        TableName flags = platform.table("feature_flags");
        TableName tags = platform.table("item_tags");
        platform.execute("delete from feature_flags where restaurant_id = 2");

        BackupInfo all = platform.service.exportTenant(TENANT);
        BackupInfo some = platform.service.exportTenant(
                TENANT, ExportOptions.DEFAULTS.withoutEmptyTables().excluding(Set.of(tags)));

        assertThat(manifestTables(platform, all.id())).contains(flags, tags);
        assertThat(manifestTables(platform, some.id())).doesNotContain(flags, tags);
        assertThat(some.rows()).isEqualTo(all.rows() - all.tables().get(tags));
        assertThatThrownBy(() -> platform.service.exportTenant(
                        TENANT, ExportOptions.DEFAULTS.excluding(Set.of(TableName.of("no_such_table")))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("no_such_table");

        Map<String, Map<TableName, String>> before = platform.digests();
        assertThat(platform.service.diff(some.id()).total().isEmpty()).isTrue();
        platform.service.restore(some.id(), RestoreRequest.into(TENANT));
        assertThat(platform.digests())
                .as("rows of a table that the backup does not hold stay")
                .isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void aRowLostOnItsWayOutOfTheDatabaseIsNoticed(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(2, 450));
        TableName orders = platform.table("orders");
        TenantBackupService lossy =
                platform.service(FailingDatabase.losing(platform.tenants, orders), platform.tableCatalog);

        for (int readers : List.of(1, 2)) {
            ExportOptions options = ExportOptions.DEFAULTS.withParallelReaders(readers);
            assertThatThrownBy(() -> lossy.exportTenant(TENANT, options))
                    .isInstanceOf(SourceDataException.class)
                    .hasMessageContaining("table '" + orders + "' has ")
                    .hasMessageContaining(" rows of the tenant, but ");
        }
        assertThat(platform.service.list().backups()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void withoutAnAnswerToWhatItChecksThereIsNoBackup(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(2, 450));
        TenantBackupService failing =
                platform.service(FailingDatabase.unexaminable(platform.tenants), platform.tableCatalog);

        for (int readers : List.of(1, 2)) {
            ExportOptions options = ExportOptions.DEFAULTS.withParallelReaders(readers);
            assertThatThrownBy(() -> failing.exportTenant(TENANT, options))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("Cannot look for dirty rows.");
            assertThat(platform.service.list().backups()).isEmpty();
        }
        failing.exportTenant(TENANT, ExportOptions.DEFAULTS.withoutReferenceCheck());
    }

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void oneTenantThatFailsStopsNoOther(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(4, 450));
        platform.execute("update restaurants set active = false where id = 4");
        FailingDatabase failing = FailingDatabase.unreadable(platform.tenants, TENANT);

        BackupAllResult all = platform.service(failing, platform.tableCatalog).backupAll(ExportOptions.DEFAULTS);

        assertThat(all.isComplete()).isFalse();
        assertThat(all.failed()).containsOnlyKeys(TENANT);
        assertThat(all.succeeded()).extracting(BackupInfo::tenant).containsExactly(TenantId.of(1), TenantId.of(3));
        assertThat(platform.service.list().backups()).hasSize(2);
        assertThat(platform.service.backupAll(ExportOptions.DEFAULTS).succeeded())
                .extracting(BackupInfo::tenant)
                .containsExactlyElementsOf(platform.service.activeTenants().stream()
                        .map(TenantInfo::id)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void tenantThatIsNotThereIsNotFound(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(1, 450));

        assertThatThrownBy(() -> platform.service.exportTenant(TENANT))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("'2'");
        assertThat(platform.service.list().backups()).isEmpty();
    }

    private static Set<TableName> manifestTables(PlatformUnderTest platform, BackupId backup) {
        Map<TableName, ManifestTable> tables = new TreeMap<>();
        platform.service.manifest(backup).tables().forEach(table -> tables.put(table.name(), table));
        return tables.keySet();
    }

    /** The entries with rows, each with its bytes. */
    private Map<String, String> tables(PlatformUnderTest platform, BackupId backup) throws IOException {
        Path file = directory.resolve(backup.value() + ".zip");
        platform.service.copyTo(backup, file);
        Map<String, String> entries = new TreeMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                if (entry.getName().startsWith("tables/")) {
                    entries.put(
                            entry.getName(),
                            HexFormat.of().formatHex(zip.getInputStream(entry).readAllBytes()));
                }
            }
        }
        return entries;
    }
}
