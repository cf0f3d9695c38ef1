// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.testkit.databases.Engine;
import org.junit.jupiter.api.Test;

/** Bonita's platform for business applications: every key is the tenant's id and a number beside it. */
class BonitaTest {

    private static final String STORY = """
            select u.username, c.email, g.name, r.name, m.assigneddate, d.name, d.version, p.content
              from user_ u
              join user_contactinfo c on c.tenantid = u.tenantid and c.userid = u.id
              join user_membership m on m.tenantid = u.tenantid and m.userid = u.id
              join group_ g on g.tenantid = m.tenantid and g.id = m.groupid
              join role r on r.tenantid = m.tenantid and r.id = m.roleid
              join process_definition d on d.tenantid = u.tenantid and d.deployedby = u.id
              join process_content p on p.tenantid = d.content_tenantid and p.id = d.content_id
             where u.tenantid = :tenant order by 1
            """;

    /** Its script for H2 is of a time when {@code value} was no reserved word there. */
    @Test
    void usersGroupsAndProcessesGoTheWholeWay() {
        Engine engine = Engine.POSTGRESQL;
        GivenDatabase given = PublishedSchema.create(
                engine,
                "sql/:product/createTables.sql",
                "sql/:product/createQuartzTables.sql",
                "sql/:product/postCreateStructure.sql",
                "sql/:product/initTables.sql");
        TenantBackupService service = given.service(PublishedSchema.catalog("bonita.yaml"));
        RowsForTenants.fill(given, engine, service.catalog(), "1", "2", "3");

        assertThat(service.catalog().ownedTables()).hasSizeGreaterThan(60);
        new WholeWay(given, service, TenantId.of(2), STORY)
                .assertWorks(
                        "delete from user_contactinfo where tenantid = 2",
                        "delete from user_membership where tenantid = 2",
                        "update process_content set content = 'gone' where tenantid = 2",
                        "delete from pending_mapping where tenantid = 2");
    }
}
