// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.rights;

import static dev.tenantbackup.rights.Restaurants.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.archive.ValidationReport.Level;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether a backup can be restored, asked by a database user who may not restore it. */
class RestorableTest {

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void rightsThatAreMissingAreSaidBesideWhatElseStandsInTheWayAndNothingIsDone(Engine engine) {
        Restaurants restaurants = new Restaurants(engine);
        grant(restaurants, grant -> !List.of("INSERT", "UPDATE", "DELETE").contains(grant.privilege()));
        BackupInfo backup = restaurants.service().exportTenant(TENANT);
        restaurants.run(
                "delete from dishes where id = 1",
                "insert into dishes (menu_id, name) values (1, 'Burger')",
                "insert into marks select max(id) from dishes");
        List<String> before = restaurants.content();

        ValidationReport report = restaurants.service().validate(backup.id(), Level.RESTORABLE);

        assertThat(report.level()).isEqualTo(Level.RESTORABLE);
        assertThat(report.problems())
                .extracting(Problem::message)
                .satisfiesExactly(
                        rights -> assertThat(rights).contains("GRANT DELETE, INSERT, UPDATE ON"),
                        conflict -> assertThat(conflict)
                                .startsWith("It can't be restored as the database is now: ")
                                .containsIgnoringCase("marks"));
        assertThat(restaurants.content()).isEqualTo(before);

        grant(restaurants, grant -> true);
        restaurants.run("delete from marks");
        assertThat(restaurants.service().validate(backup.id(), Level.RESTORABLE))
                .satisfies(allowed -> assertThat(allowed.problems()).isEmpty())
                .satisfies(allowed -> assertThat(allowed.level()).isEqualTo(Level.RESTORABLE));
        assertThat(restaurants.bystander()).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource
    void whoMayNotEvenLookIsToldThatTheRestIsUnknown(Engine engine) {
        Restaurants restaurants = new Restaurants(engine);
        grant(restaurants, grant -> true);
        BackupInfo backup = restaurants.service().exportTenant(TENANT);
        restaurants.documented().stream()
                .filter(grant -> List.of("SELECT", "ALTER ANY SCHEMA").contains(grant.privilege()))
                .forEach(grant -> restaurants.run(grant.revoke()));
        List<String> before = restaurants.content();

        ValidationReport report = restaurants.service().validate(backup.id(), Level.RESTORABLE);

        assertThat(report.level()).isEqualTo(Level.REFERENCES);
        assertThat(report.problems())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains("GRANT SELECT ON");
        assertThat(report.unchecked()).anyMatch(sentence -> sentence.contains("was not looked at"));
        assertThat(restaurants.content()).isEqualTo(before);
    }

    private static void grant(Restaurants restaurants, Predicate<DocumentedGrants.Grant> which) {
        restaurants.documented().stream().filter(which).forEach(grant -> restaurants.run(grant.grant()));
    }
}
