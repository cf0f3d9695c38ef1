// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.ownership;

import static dev.tenantbackup.ownership.Inns.ONE;
import static dev.tenantbackup.ownership.Inns.TWO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.model.CancelledException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.verify.OwnershipProblem;
import dev.tenantbackup.verify.VerifyResult;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows put across the border between two tenants are found from both sides, with their keys and both tenants. */
class VerifyTest {

    @ParameterizedTest
    @EnumSource
    void twinsThatKeepToThemselvesAreSoundAndCountedTwoWays(Engine engine) {
        Inns inns = Inns.on(engine);
        Map<String, Map<TableName, String>> before = inns.digests();

        VerifyResult one = inns.verify(ONE);

        assertThat(one.problems()).isEmpty();
        assertThat(one.sound()).isTrue();
        assertThat(one.tables().entrySet())
                .extracting(table -> Inns.lower(table.getKey()) + " "
                        + table.getValue().ownership() + " " + table.getValue().rows() + " "
                        + table.getValue().byColumn().stream()
                                .mapToObj(Long::toString)
                                .findFirst()
                                .orElse("-"))
                .containsExactlyInAnyOrder(
                        "inns root 1 1",
                        "photos referred-to 2 -",
                        "rooms column 3 3",
                        "guests column 2 2",
                        "stays references 3 -",
                        "notes column 3 2",
                        "handed_keys references 3 -",
                        "comments column 3 3",
                        "reviews column 2 2",
                        "badges references 1 1",
                        "vouchers predicate 2 -",
                        "logins excluded 0 2");
        assertThat(one.rows()).isEqualTo(25);
        assertThat(one.unchecked()).singleElement().asString().containsIgnoringCase("'vouchers'");
        assertThat(inns.problems(TWO)).isEmpty();
        assertThat(inns.digests()).as("nothing was written").isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void rowThatRefersIntoAnotherTenantIsFoundFromBothSides(Engine engine) {
        Inns inns = Inns.on(engine);
        inns.execute("update guests set favourite_id = 101 where id = 202");

        assertThat(inns.problems(ONE)).containsExactly("ENTERING 1 guests 202/2");
        assertThat(inns.problems(TWO)).containsExactly("LEAVING 1 guests 202/1");
        OwnershipProblem entering = inns.verify(ONE).problems().get(0);
        assertThat(entering.along()).isEqualToIgnoringCase("guests.favourite_id -> rooms.id");
        assertThat(entering.message())
                .isEqualToIgnoringCase(
                        "1 row of table 'guests' are another tenant's or nobody's and refer to rows of the"
                                + " tenant, by guests.favourite_id -> rooms.id");
    }

    @ParameterizedTest
    @EnumSource
    void rowThatTwoTenantsCanClaimIsFoundFromBothSides(Engine engine) {
        Inns inns = Inns.on(engine);
        inns.execute("update stays set room_id = 201 where id = 101");

        assertThat(inns.problems(ONE)).containsExactly("AMBIGUOUS 1 stays 101/2");
        assertThat(inns.problems(TWO))
                .as("and a note on it is not the second tenant's")
                .containsExactlyInAnyOrder("AMBIGUOUS 1 stays 101/1", "ENTERING 1 notes 103/1");
    }

    @ParameterizedTest
    @EnumSource
    void rowsWithoutAKeyThatTwoTenantsCanClaimAreFoundFromBothSides(Engine engine) {
        Inns inns = Inns.on(engine);
        inns.execute("update handed_keys set room_id = 201 where guest_id = 101");

        assertThat(inns.problems(ONE)).containsExactly("AMBIGUOUS 2 handed_keys 101/2 101/2");
        assertThat(inns.problems(TWO)).containsExactly("AMBIGUOUS 2 handed_keys 101/1 101/1");
    }

    @ParameterizedTest
    @EnumSource
    void rowThatIsOwnedByBeingReferredToFromTwoSidesIsFound(Engine engine) {
        Inns inns = Inns.on(engine);
        inns.execute("update rooms set photo_id = 101 where id = 203");

        assertThat(inns.problems(ONE)).containsExactly("AMBIGUOUS 1 rooms 203/2");
        assertThat(inns.problems(TWO)).containsExactly("AMBIGUOUS 1 rooms 101/1");
    }

    @ParameterizedTest
    @EnumSource
    void referenceToARowThatDoesNotExistIsFoundWithoutAForeignKey(Engine engine) {
        Inns inns = Inns.on(engine);
        inns.execute("update reviews set room_id = 999 where id = 102");

        assertThat(inns.problems(ONE)).containsExactly("ORPHANED 1 reviews 102/-");
        assertThat(inns.problems(TWO)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void polymorphicReferencesAreFollowed(Engine engine) {
        Inns inns = Inns.on(engine);
        inns.execute("update comments set record_id = 201 where id = 101;"
                + "update comments set record_type = 'guest', record_id = 999 where id = 102");

        assertThat(inns.problems(ONE))
                .containsExactlyInAnyOrder("LEAVING 1 comments 101/2", "ORPHANED 1 comments 102/-");
        assertThat(inns.problems(TWO)).containsExactly("ENTERING 1 comments 101/1");
    }

    @ParameterizedTest
    @EnumSource
    void idsInDocumentsAndListsAreFollowed(Engine engine) {
        Inns inns = Inns.on(engine);
        inns.execute("update reviews set extras = '{\"rooms\": [101, 202, 999]}' where id = 101;"
                + "update reviews set rooms_seen = '201, 101' where id = 102;"
                + "update reviews set extras = 'no document' where id = 102");

        assertThat(inns.problems(ONE))
                .containsExactlyInAnyOrder(
                        "LEAVING 1 reviews 101/2",
                        "ORPHANED 1 reviews 101/-",
                        "UNREADABLE 1 reviews 102/-",
                        "LEAVING 1 reviews 102/2");
        assertThat(inns.problems(TWO))
                .containsExactlyInAnyOrder(
                        "ENTERING 1 reviews 101/1", "UNREADABLE 1 reviews 102/-", "ENTERING 1 reviews 102/1");
    }

    @ParameterizedTest
    @EnumSource
    void tenantColumnThatContradictsWhatARowIsOwnedThroughIsFoundFromBothSides(Engine engine) {
        Inns inns = Inns.on(engine);
        inns.execute("update badges set inn_id = 2 where id = 101");

        assertThat(inns.problems(ONE)).containsExactly("AMBIGUOUS 1 badges 101/2");
        assertThat(inns.problems(TWO)).containsExactly("AMBIGUOUS 1 badges 101/1");
    }

    @ParameterizedTest
    @EnumSource
    void rowsOfNobodyThatReferToATenantsRowAreFound(Engine engine) {
        Inns inns = Inns.on(engine);
        inns.execute("insert into vouchers values (301, 'inn-3-a', 101)");

        assertThat(inns.problems(ONE)).containsExactly("ENTERING 1 vouchers 301/-");
        assertThat(inns.problems(TWO)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void countsAreExactAndSamplesFew(Engine engine) {
        Inns inns = Inns.on(engine);
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 25; i++) {
            many.append("insert into guests values (").append(220 + i).append(", 2, 101);");
        }
        inns.execute(many.toString());

        OwnershipProblem problem = inns.verify(ONE).problems().get(0);
        assertThat(problem.rows()).isEqualTo(25);
        assertThat(problem.samples())
                .hasSize(10)
                .extracting(sample -> sample.key().values().get(0))
                .startsWith("220", "221", "222");
    }

    @ParameterizedTest
    @EnumSource
    void connectionCanBeUsedAgain(Engine engine) throws Exception {
        Inns inns = Inns.on(engine);
        try (OneConnection lent = OneConnection.of(inns.dataSource)) {
            var service = Inns.service(lent.dataSource());
            for (int i = 0; i < 3; i++) {
                assertThat(service.verify(ONE).sound()).isTrue();
                assertThat(service.verify(TWO).sound()).isTrue();
            }
            assertThat(lent.isAsItCame()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void unknownTenantIsNotFound(Engine engine) {
        Inns inns = Inns.on(engine);

        assertThatThrownBy(() -> inns.verify(TenantId.of(9)))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("'9'");
        assertThatThrownBy(() -> inns.verify(TenantId.of("Inn"))).isInstanceOf(NotFoundException.class);
    }

    @ParameterizedTest
    @EnumSource
    void cancelledCheckEnds(Engine engine) {
        Inns inns = Inns.on(engine);

        assertThatThrownBy(() -> inns.service.verify(ONE, OperationContext.NONE.withCancellation(() -> true)))
                .isInstanceOf(CancelledException.class);
    }
}
