// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.rights;

import static dev.tenantbackup.rights.Restaurants.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.model.RightsException;
import dev.tenantbackup.plan.RestoreMode;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A right that is missing is named before anything is done, with the statement that gives it. */
class RightsTest {

    @ParameterizedTest
    @EnumSource
    void theDocumentedRightsAreEnoughForEverything(Engine engine) {
        Restaurants restaurants = new Restaurants(engine);
        restaurants.documented().forEach(grant -> restaurants.run(grant.grant()));
        List<String> bystander = restaurants.bystander();

        restaurants.doEverything();

        assertThat(restaurants.bystander()).hasSize(4).isEqualTo(bystander);
    }

    /** H2's right to alter covers all others. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void eachOfThemIsMissedByNameAndNothingIsDone(Engine engine) {
        Restaurants restaurants = new Restaurants(engine);
        List<DocumentedGrants.Grant> grants = restaurants.documented();
        grants.forEach(grant -> restaurants.run(grant.grant()));
        List<String> bystander = restaurants.bystander();
        assertThat(grants).hasSizeGreaterThanOrEqualTo(6);

        for (DocumentedGrants.Grant grant : grants) {
            restaurants.run(grant.revoke());
            RightsException refusal = catchThrowableOfType(RightsException.class, restaurants::doEverything);
            assertThat(refusal).as("without %s", grant).isNotNull();
            assertThat(refusal.statements())
                    .as("without %s", grant)
                    .isNotEmpty()
                    .allMatch(statement -> statement.startsWith("GRANT " + grant.privilege() + " ON "));
            assertThat(refusal).hasMessageContainingAll(refusal.statements().toArray(String[]::new));
            grantAsTold(restaurants, refusal);
        }
        assertThat(restaurants.bystander()).isEqualTo(bystander);
    }

    /** One refusal names all that an operation lacks; a later operation may take more. */
    private static void grantAsTold(Restaurants restaurants, RightsException refusal) {
        RightsException next = refusal;
        for (int operation = 0; next != null && operation < 4; operation++) {
            restaurants.run(next.statements().toArray(String[]::new));
            next = catchThrowableOfType(RightsException.class, restaurants::doEverything);
        }
        assertThat(next).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void aTableThatRefersToRowsToBeDeletedIsMissedBeforeTheyAreLookedFor(Engine engine) {
        Restaurants restaurants = new Restaurants(engine);
        boolean hidesTables = engine == Engine.MARIADB;
        restaurants.documented().stream()
                .filter(grant -> !grant.privilege().equals("ALTER ANY SCHEMA"))
                .filter(grant -> engine != Engine.H2 || !grant.privilege().equals("SELECT"))
                .forEach(grant -> restaurants.run(grant.grant()));
        if (engine == Engine.H2) {
            for (String table : List.of("tenants", "countries", "menus", "dishes")) {
                restaurants.run("grant select on " + table + " to " + restaurants.user());
            }
        } else if (engine == Engine.POSTGRESQL) {
            restaurants.run("revoke select on marks from " + restaurants.user());
        }
        BackupInfo backup = restaurants.service().exportTenant(TENANT);
        List<String> before = restaurants.content();

        for (Runnable operation : List.<Runnable>of(
                () -> restaurants.service().diff(backup.id()),
                () -> restaurants.service().restore(backup.id(), RestoreRequest.into(TENANT)))) {
            RightsException refusal = catchThrowableOfType(RightsException.class, operation::run);
            if (hidesTables) {
                assertThat(refusal).isNull();
            } else {
                assertThat(refusal.statements())
                        .singleElement()
                        .asString()
                        .startsWith("GRANT SELECT ON ")
                        .containsIgnoringCase("marks");
            }
        }
        assertThat(restaurants.content()).isEqualTo(before);
        // nothing is deleted where missing rows come back only
        restaurants.service().restore(backup.id(), RestoreRequest.into(TENANT).withMode(RestoreMode.MISSING_ONLY));
    }

    @Test
    void aTableThatMariaDbHidesStopsTheExport() {
        Restaurants restaurants = new Restaurants(Engine.MARIADB);
        for (String table : List.of("tenants", "countries", "menus", "marks")) {
            restaurants.run("grant select on " + restaurants.database() + "." + table + " to " + restaurants.user()
                    + "@localhost");
        }

        RightsException refusal = catchThrowableOfType(
                RightsException.class, () -> restaurants.service().exportTenant(TENANT));

        assertThat(refusal.statements())
                .containsExactly("GRANT SELECT ON `" + restaurants.database() + "`.* TO `" + restaurants.user()
                        + "`@`localhost`");
        assertThat(restaurants.service().list().backups()).isEmpty();
    }

    @Test
    void rowsThatAPolicyMayHideAreMissedByName() {
        Restaurants restaurants = new Restaurants(Engine.POSTGRESQL);
        restaurants.documented().forEach(grant -> restaurants.run(grant.grant()));
        restaurants.run("alter table dishes enable row level security");

        RightsException refusal = catchThrowableOfType(
                RightsException.class, () -> restaurants.service().exportTenant(TENANT));

        assertThat(refusal.statements()).containsExactly("ALTER ROLE " + restaurants.user() + " BYPASSRLS");
        restaurants.run(refusal.statements().get(0));
        restaurants.doEverything();
    }

    @Test
    void readingAndTemporaryTablesAreEnoughToLook() {
        for (Engine engine : List.of(Engine.POSTGRESQL, Engine.MARIADB)) {
            Restaurants restaurants = new Restaurants(engine);
            restaurants.documented().stream()
                    .filter(grant -> !List.of("INSERT", "UPDATE", "DELETE").contains(grant.privilege()))
                    .filter(grant -> !grant.object().contains("SEQUENCES"))
                    .forEach(grant -> restaurants.run(grant.grant()));
            BackupInfo backup = restaurants.service().exportTenant(TENANT);
            restaurants.run("delete from dishes where id = 1");
            List<String> before = restaurants.content();

            assertThat(restaurants.service().diff(backup.id()).total().inserted())
                    .isEqualTo(1);
            RightsException refusal = catchThrowableOfType(
                    RightsException.class, () -> restaurants.service().clone(TENANT, CloneRequest.named("Casa Nueva")));
            assertThat(refusal.statements())
                    .filteredOn(statement -> statement.startsWith("GRANT INSERT"))
                    .hasSize(3);
            assertThat(restaurants.content()).isEqualTo(before);
        }
    }

    @Test
    void movingAnIdentityColumnOfH2IsMissedByName() {
        Restaurants restaurants = new Restaurants(Engine.H2);
        restaurants.documented().stream()
                .filter(grant -> !grant.privilege().equals("ALTER ANY SCHEMA"))
                .forEach(grant -> restaurants.run(grant.grant()));
        List<String> before = restaurants.content();

        RightsException refusal = catchThrowableOfType(
                RightsException.class, () -> restaurants.service().clone(TENANT, CloneRequest.named("Casa Nueva")));

        assertThat(refusal.statements()).hasSize(1);
        assertThat(restaurants.content()).isEqualTo(before);
        restaurants.run(refusal.statements().get(0));
        restaurants.service().clone(TENANT, CloneRequest.named("Casa Nueva"));
    }
}
