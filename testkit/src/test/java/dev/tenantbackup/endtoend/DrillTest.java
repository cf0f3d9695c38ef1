// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.drill.DrillObjectives;
import dev.tenantbackup.drill.DrillOutcome;
import dev.tenantbackup.drill.DrillPhase;
import dev.tenantbackup.drill.DrillReport;
import dev.tenantbackup.drill.DrillReport.Judgement;
import dev.tenantbackup.drill.DrillRequest;
import dev.tenantbackup.drill.Scratch;
import dev.tenantbackup.examples.platform.Damage;
import dev.tenantbackup.examples.platform.Fill;
import dev.tenantbackup.examples.platform.Platform;
import dev.tenantbackup.examples.platform.Product;
import dev.tenantbackup.jdbc.scratch.SchemaSetup;
import dev.tenantbackup.jdbc.scratch.ScratchSchema;
import dev.tenantbackup.model.DatabaseException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.repository.Orphans;
import dev.tenantbackup.testkit.databases.Engine;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Drills restore for real, and leave nothing of it: neither in the live database nor beside it. */
class DrillTest {

    private static final TenantId TENANT = TenantId.of(2);
    private static final DrillObjectives EASY = new DrillObjectives(Duration.ofDays(1), Duration.ofDays(1));

    @ParameterizedTest
    @EnumSource
    void scratchTenantComesAndGoesBesideTheLiveOnes(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
        BackupInfo backup = platform.service.exportTenant(TENANT);
        platform.damage(Damage.DELETE_MENU, 2);
        Map<String, Map<TableName, String>> before = platform.digests();

        DrillReport report =
                platform.service.drills().run(DrillRequest.ofNewest(TENANT).withObjectives(EASY));

        assertThat(report.complaint()).isEmpty();
        assertThat(report.isGood()).isTrue();
        assertThat(report.backup()).isEqualTo(backup.id());
        assertThat(report.rows()).isPositive().isLessThanOrEqualTo(backup.rows());
        assertThat(report.phases())
                .extracting(DrillPhase::name)
                .startsWith("open")
                .contains("verify", "commit")
                .endsWith("discard");
        assertThat(report.scratch().target()).isEqualTo(Scratch.TENANT);
        assertThat(report.scratch().tenants()).hasSize(1).doesNotContain(TENANT);
        assertThat(report.scratch().discarded()).isTrue();
        assertThat(platform.digests()).isEqualTo(before);
        assertNothingElseIsKept(platform, backup, report);
    }

    @ParameterizedTest
    @EnumSource
    void scratchSchemaComesAndGoesToo(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
        BackupInfo backup = platform.service.exportTenant(TENANT);
        Map<String, Map<TableName, String>> before = platform.digests();

        DrillReport report = platform.service
                .drills()
                .run(DrillRequest.of(backup.id()).into(schemaOf(platform)).withObjectives(EASY));

        assertThat(report.complaint()).isEmpty();
        assertThat(report.isGood()).isTrue();
        assertThat(report.rows())
                .as("all but what a queue would send again")
                .isPositive()
                .isLessThanOrEqualTo(backup.rows());
        assertThat(report.phases()).extracting(DrillPhase::name).startsWith("prepare", "open");
        assertThat(report.scratch().tenants()).isEmpty();
        assertThat(report.scratch().discarded()).isTrue();
        assertThat(schemas(platform)).isEmpty();
        assertThat(platform.digests()).isEqualTo(before);
        assertNothingElseIsKept(platform, backup, report);
    }

    @Test
    void objectivesAreMissedWithoutTheBackupBeingToBlame() {
        PlatformUnderTest platform = PlatformUnderTest.filled(Engine.H2, Fill.of(3, 450));
        BackupInfo backup = platform.service.exportTenant(TENANT);

        DrillReport report = platform.service
                .drills()
                .run(DrillRequest.ofNewest(TENANT)
                        .withObjectives(new DrillObjectives(Duration.ZERO, Duration.ofDays(1))));

        assertThat(report.outcome()).isEqualTo(DrillOutcome.PASSED);
        assertThat(report.rtoJudgement()).isEqualTo(Judgement.MISSED);
        assertThat(report.rpoJudgement()).isEqualTo(Judgement.MET);
        assertThat(report.isGood()).isFalse();
        assertThat(platform.service
                        .notes()
                        .validation(backup.id())
                        .orElseThrow()
                        .intact())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotProvedIsNotReliedOnAnyMore(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
        BackupInfo backup = platform.service.exportTenant(TENANT);
        platform.service.validate(backup.id());
        Map<String, Map<TableName, String>> before = platform.digests();
        TamperingDatabase tampering = new TamperingDatabase(platform.database.dataSource())
                .beforeProof(tenant -> "update menu_items set name = 'tampered' where restaurant_id = " + tenant);
        TenantBackupService tampered = platform.service(tampering, platform.tableCatalog);

        DrillReport report = tampered.drills().run(DrillRequest.ofNewest(TENANT));

        assertThat(report.outcome()).isEqualTo(DrillOutcome.FAILED);
        assertThat(report.complaint().orElseThrow().message()).containsIgnoringCase("menu_items");
        assertThat(report.rto()).isEmpty();
        assertThat(report.scratch().discarded()).isTrue();
        assertThat(platform.digests()).isEqualTo(before);
        assertThat(platform.service.notes().validation(backup.id()).orElseThrow())
                .satisfies(note -> {
                    assertThat(note.intact()).isFalse();
                    assertThat(note.first().get(0))
                            .contains(report.id().value())
                            .containsIgnoringCase("menu_items");
                });

        platform.service.validate(backup.id());
        assertThat(platform.service
                        .notes()
                        .validation(backup.id())
                        .orElseThrow()
                        .intact())
                .as("reading alone does not rehabilitate it")
                .isFalse();
        platform.service.drills().run(DrillRequest.ofNewest(TENANT));
        assertThat(platform.service
                        .notes()
                        .validation(backup.id())
                        .orElseThrow()
                        .intact())
                .as("a drill that passes does")
                .isTrue();
    }

    @Test
    void whatSaysNothingOfTheBackupLeavesItsNoteAlone() {
        PlatformUnderTest platform = PlatformUnderTest.filled(Engine.H2, Fill.of(3, 450));
        BackupInfo backup = platform.service.exportTenant(TENANT);
        Map<String, Map<TableName, String>> before = platform.digests();
        ScratchSchema broken = ScratchSchema.of(platform.database.dataSource(), schema -> {
            throw new DatabaseException(Problem.of("The migrations did not run."));
        });

        DrillReport report =
                platform.service.drills().run(DrillRequest.of(backup.id()).into(broken));

        assertThat(report.outcome()).isEqualTo(DrillOutcome.INCONCLUSIVE);
        assertThat(report.complaint().orElseThrow().message()).isEqualTo("The migrations did not run.");
        assertThat(report.scratch().discarded()).isTrue();
        assertThat(schemas(platform)).isEmpty();
        assertThat(platform.service.notes().validation(backup.id())).isEmpty();
        assertThat(platform.digests()).isEqualTo(before);
    }

    @Test
    void tenantIsDrawnBySeedFromThoseThatHaveABackup() {
        PlatformUnderTest platform = PlatformUnderTest.filled(Engine.H2, Fill.of(3, 450));
        assertThatThrownBy(() -> platform.service.drills().run(DrillRequest.ofRandomTenant(1)))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("There is no complete backup in the storage to rehearse with.");
        platform.service.exportTenant(TenantId.of(1));
        platform.service.exportTenant(TENANT);

        DrillReport first = platform.service.drills().run(DrillRequest.ofRandomTenant(1));
        DrillReport again = platform.service.drills().run(DrillRequest.ofRandomTenant(1));

        assertThat(first.tenant()).isIn(TenantId.of(1), TENANT);
        assertThat(again.tenant()).isEqualTo(first.tenant());
        assertThat(first.seed()).isEqualTo(1);
        assertThat(platform.service.drills().history(10).drills()).containsExactlyInAnyOrder(again, first);
        assertThatThrownBy(() -> platform.service.drills().run(DrillRequest.ofNewest(TenantId.of(3))))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("tenant '3'");
    }

    private static ScratchSchema schemaOf(PlatformUnderTest platform) {
        SchemaSetup setup = schema -> {
            try (Connection connection = schema.getConnection()) {
                Platform.create(connection, Product.of(connection));
            }
        };
        ScratchSchema schemas = ScratchSchema.of(platform.database.dataSource(), setup);
        // the user there may only make databases that begin with its own one's name
        return platform.database.engine() == Engine.MARIADB
                ? schemas.withPrefix(platform.database.rows("select database()").get(0) + "_")
                : schemas;
    }

    private static List<String> schemas(PlatformUnderTest platform) {
        return platform.database.rows(
                "select schema_name from information_schema.schemata where schema_name like '%drill%'");
    }

    /** The backup, its validation, the drill's report: no safety backup, no record of a restore. */
    private static void assertNothingElseIsKept(PlatformUnderTest platform, BackupInfo backup, DrillReport report) {
        assertThat(platform.storage.list("").stream().map(object -> object.key().value()))
                .containsExactlyInAnyOrder(
                        backup.id() + ".zip",
                        backup.id() + ".json",
                        backup.id() + ".validation.json",
                        "drill_" + report.id() + ".json");
        assertThat(platform.service.reconciler().look(Orphans.KEEP).unknown()).isEmpty();
        assertThat(platform.service.drills().find(report.id())).contains(report);
    }
}
