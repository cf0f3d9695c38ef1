// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.crash.Tier;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Camunda's workflow engine: texts as keys, a tenant column that may be NULL, users who belong to several tenants. */
class CamundaTest {

    private static final String SCRIPT = "org/camunda/bpm/engine/db/create/activiti.:product.create.";

    private static final String STORY = """
            select D.NAME_, P.KEY_, E.BUSINESS_KEY_, K.NAME_, V.NAME_, V.TEXT_, I.TYPE_, M.USER_ID_
              from ACT_ID_TENANT T
              join ACT_ID_TENANT_MEMBER M on M.TENANT_ID_ = T.ID_
              join ACT_RE_DEPLOYMENT D on D.TENANT_ID_ = T.ID_
              join ACT_RE_PROCDEF P on P.DEPLOYMENT_ID_ = D.ID_
              join ACT_RU_EXECUTION E on E.PROC_DEF_ID_ = P.ID_
              join ACT_RU_TASK K on K.EXECUTION_ID_ = E.ID_
              join ACT_RU_VARIABLE V on V.EXECUTION_ID_ = E.ID_
              left join ACT_RU_IDENTITYLINK I on I.TASK_ID_ = K.ID_
             where T.ID_ = :tenant order by 1, 2, 3, 4, 5, 6, 7, 8
            """;

    static Stream<Engine> engines() {
        return Tier.isThorough() ? Stream.of(Engine.values()) : Stream.of(Engine.POSTGRESQL);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void deploymentsInstancesAndTasksGoTheWholeWay(Engine engine) {
        GivenDatabase given = PublishedSchema.create(
                engine,
                SCRIPT + "engine.sql",
                SCRIPT + "case.engine.sql",
                SCRIPT + "decision.engine.sql",
                SCRIPT + "history.sql",
                SCRIPT + "case.history.sql",
                SCRIPT + "decision.history.sql",
                SCRIPT + "identity.sql");
        TenantBackupService service = given.service(PublishedSchema.catalog("camunda.yaml"));
        RowsForTenants.fill(given, engine, service.catalog(), "one", "two", "three");

        assertThat(service.catalog().ownedTables()).hasSizeGreaterThan(20);
        new WholeWay(given, service, TenantId.of("two"), STORY)
                .assertWorks(
                        "delete from ACT_RU_VARIABLE where TENANT_ID_ = 'two'",
                        "update ACT_RU_TASK set NAME_ = 'gone' where TENANT_ID_ = 'two'");
    }
}
