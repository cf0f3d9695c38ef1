// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.HandMadeCatalog;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.database.MemoryReader;
import dev.tenantbackup.load.MemoryRows;
import dev.tenantbackup.model.DatabaseException;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.SharedMatch;
import dev.tenantbackup.plan.SharedMatch.Side;
import dev.tenantbackup.plan.SharedRowPolicy;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.schema.SchemaBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharedMatchingTest {

    private static final TableName PLANS = TableName.of("plans");
    private static final Side IDS = new Side(PLANS, List.of("id"));
    private static final List<String> COLUMNS = List.of("id", "code");

    private final Catalog catalog = HandMadeCatalog.of(SchemaBuilder.schema()
                    .table("plans", table -> table.id().text("code"))
                    .table(
                            "shops",
                            table -> table.number("tenant_id")
                                    .number("plan_id")
                                    .number("place")
                                    .key("tenant_id", "plan_id", "place")
                                    .refers("plan_id", "plans"))
                    .build())
            .owned("plans", new Ownership.Shared(List.of("code")))
            .build();

    private SharedMatch match(SharedRowPolicy policy, List<Row> archived, Row... here) {
        return matching(policy, archived).match(() -> reader(here));
    }

    private SharedMatching matching(SharedRowPolicy policy, List<Row> archived) {
        TablePlan shops = TablePlan.of(catalog.table(TableName.of("shops")), Set.of("tenant_id", "plan_id", "place"));
        return new SharedMatching(catalog, source(archived), policy, List.of(shops));
    }

    private static MemoryReader reader(Row... here) {
        return new MemoryReader(Map.of(PLANS, List.of(here)), Map.of(PLANS, COLUMNS));
    }

    private static SharedSource source(List<Row> rows) {
        return source(COLUMNS, rows);
    }

    private static SharedSource source(List<String> columns, List<Row> rows) {
        return new SharedSource() {
            @Override
            public Set<TableName> tables() {
                return Set.of(PLANS);
            }

            @Override
            public List<String> columns(TableName table) {
                return columns;
            }

            @Override
            public List<String> naturalKey(TableName table) {
                return List.of("code");
            }

            @Override
            public RowStream rows(TableName table) {
                return RowStream.of(columns, rows);
            }
        };
    }

    @Test
    void ofSeveralRowsOfOneNameTheOneWithTheSameKeyIsMeant() {
        SharedMatch match =
                match(SharedRowPolicy.MATCH, List.of(Row.of("1", "pro")), Row.of("1", "pro"), Row.of("2", "pro"));

        assertThat(match.moved()).isEmpty();
        assertThat(match.missing()).isEmpty();
    }

    @Test
    void severalRowsOfOneNameWithoutTheKeyAreAmbiguousAndNeverCreated() {
        SharedMatch match =
                match(SharedRowPolicy.CREATE, List.of(Row.of("1", "pro")), Row.of("2", "pro"), Row.of("3", "pro"));

        assertThat(match.missing(IDS, Row.of("1"))).contains("2 rows here are named (code=pro)");
        assertThat(match.created()).isEmpty();
    }

    @Test
    void twoRowsOfTheBackupAreNeverTakenForOneHere() {
        SharedMatch match =
                match(SharedRowPolicy.CREATE, List.of(Row.of("1", "pro"), Row.of("2", "pro")), Row.of("7", "pro"));

        assertThat(match.moved(IDS, Row.of("1"))).contains(Row.of("7"));
        assertThat(match.missing(IDS, Row.of("2"))).contains("several rows of the backup are named (code=pro)");
    }

    @Test
    void createdRowsKeepFreeKeysAndOthersComeAfterAllOfThem() {
        SharedMatch match = match(
                SharedRowPolicy.CREATE,
                List.of(Row.of("1", "free"), Row.of("2", "pro"), Row.of("9", "chain")),
                Row.of("1", "trial"),
                Row.of("4", "basic"));

        assertThat(match.created())
                .singleElement()
                .satisfies(created -> assertThat(created.rows())
                        .containsExactly(Row.of("10", "free"), Row.of("2", "pro"), Row.of("9", "chain")));
        assertThat(match.moved(IDS, Row.of("1"))).contains(Row.of("10"));
        assertThat(match.missing()).isEmpty();
    }

    @Test
    void aRowThatIsMissingIsNotTakenForTheRowThatHasItsKeyHere() {
        SharedMatch match =
                match(SharedRowPolicy.MATCH, List.of(Row.of("1", "free"), Row.of("2", "pro")), Row.of("2", "free"));

        assertThat(match.moved(IDS, Row.of("1"))).contains(Row.of("2"));
        Row standIn = match.moved(IDS, Row.of("2")).orElseThrow();
        assertThat(standIn).isEqualTo(Row.of("3"));
        assertThat(match.missing(IDS, standIn))
                .contains("row (code=pro) isn't here; its key (id=2) is that of row (code=free) here");
        assertThat(match.missing(IDS, Row.of("2"))).isEmpty();
    }

    @Test
    void byKeyNothingIsLookedUp() {
        SharedMatch match = matching(SharedRowPolicy.BY_KEY, List.of(Row.of("1", "free")))
                .match(() -> {
                    throw new AssertionError("nobody needs a reader");
                });

        assertThat(match).isEqualTo(SharedMatch.NONE);
    }

    @Test
    void rowsThatWereChangedSinceTheyWereMatchedHaveTheRestorePlannedAnew() {
        SharedMatching matching = matching(SharedRowPolicy.MATCH, List.of(Row.of("1", "free")));
        matching.match(() -> reader(Row.of("4", "free")));
        matching.requireUnchanged(reader(Row.of("4", "free")));

        assertThatThrownBy(() -> matching.requireUnchanged(reader(Row.of("5", "free"))))
                .isInstanceOfSatisfying(
                        DatabaseException.class,
                        failure -> assertThat(failure.problem().retryable()).isTrue());
    }

    @Test
    void rowsComeInTheOrderOfTheirKeysAsTheyAreHere() {
        SharedMatch match = match(
                SharedRowPolicy.MATCH,
                List.of(Row.of("1", "free"), Row.of("2", "pro")),
                Row.of("1", "pro"),
                Row.of("10", "free"));
        MemoryRows archived = new MemoryRows()
                .with(
                        "shops",
                        List.of("tenant_id", "plan_id", "place"),
                        Row.of("1", "1", "5"),
                        Row.of("1", "1", "6"),
                        Row.of("1", "2", "7"),
                        Row.of("2", "2", "8"));

        List<Row> rows = new ArrayList<>();
        try (RowStream translated = TranslatedRows.of(archived, catalog, match).rows(TableName.of("shops"))) {
            for (Row row = translated.next(); row != null; row = translated.next()) {
                rows.add(row);
            }
        }
        assertThat(rows)
                .containsExactly(
                        Row.of("1", "1", "7"), Row.of("1", "10", "5"), Row.of("1", "10", "6"), Row.of("2", "1", "8"));
    }

    @Test
    void noNameIsNoNameToFindARowBy() {
        SharedMatch match = match(
                SharedRowPolicy.CREATE,
                List.of(Row.of("1", null), Row.of("4", null)),
                Row.of("1", null),
                Row.of("7", "pro"));

        assertThat(match.moved()).isEmpty();
        assertThat(match.created()).isEmpty();
        assertThat(match.missing(IDS, Row.of("1"))).isEmpty();
        assertThat(match.missing(IDS, Row.of("4"))).contains("row (code=null) has a name that other rows may have too");
    }

    @Test
    void aRowThatRefersToItsOwnTableOrToATenantsRowsIsNotCreated() {
        Catalog tree = HandMadeCatalog.of(SchemaBuilder.schema()
                        .table("tenants", table -> table.id())
                        .table(
                                "plans",
                                table -> table.id()
                                        .text("code")
                                        .numberOrNull("parent_id")
                                        .numberOrNull("made_by")
                                        .mayRefer("parent_id", "plans")
                                        .mayRefer("made_by", "tenants"))
                        .table(
                                "shops",
                                table -> table.id()
                                        .number("tenant_id")
                                        .number("plan_id")
                                        .refers("plan_id", "plans"))
                        .build())
                .bareRoot("tenants")
                .owned("plans", new Ownership.Shared(List.of("code")))
                .build();
        List<String> columns = List.of("id", "code", "parent_id", "made_by");
        SharedMatch match = new SharedMatching(
                        tree,
                        source(
                                columns,
                                List.of(
                                        Row.of("1", "free", null, null),
                                        Row.of("2", "pro", "1", null),
                                        Row.of("3", "chain", null, "8"))),
                        SharedRowPolicy.CREATE,
                        List.of(TablePlan.of(tree.table(TableName.of("shops")), Set.of("id", "tenant_id", "plan_id"))))
                .match(() -> new MemoryReader(Map.of(PLANS, List.of()), Map.of(PLANS, columns)));

        assertThat(match.created())
                .singleElement()
                .satisfies(created -> assertThat(created.rows()).containsExactly(Row.of("1", "free", null, null)));
        assertThat(match.missing(IDS, Row.of("2")).orElseThrow()).contains("refers to a row of table 'plans'");
        assertThat(match.missing(IDS, Row.of("3")).orElseThrow()).contains("refers to a row of table 'tenants'");
    }
}
