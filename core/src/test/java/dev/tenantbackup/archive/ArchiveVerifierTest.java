// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import static dev.tenantbackup.archive.ArchiveSamples.archive;
import static dev.tenantbackup.archive.ArchiveSamples.channel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.ValidationReport.Level;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveVerifierTest {

    private static final TableName TABLE = TableName.of("t");
    private static final List<Column> COLUMNS = List.of(
            Column.of("id", "numeric", ValueForm.NUMBER, false), Column.of("name", "text", ValueForm.TEXT, true));

    private static final List<String> UNFOLLOWED_IN_THE_SAMPLE = List.of(
            "Not followed because only the database can tell when two of these values are equal: menus.country -> countries.code where active = 'true'.",
            "Not followed because they are ids inside documents and texts: menus.options -> menus.");

    @Test
    void aSoundArchiveIsValidAtEveryLevel() {
        for (Level level : List.of(Level.STRUCTURE, Level.DIGESTS, Level.ROWS, Level.REFERENCES)) {
            ValidationReport report = verify(archive(), level);
            assertThat(report.valid()).isTrue();
            assertThat(report.level()).isEqualTo(level);
            assertThat(report.unchecked())
                    .containsExactlyElementsOf(level == Level.REFERENCES ? UNFOLLOWED_IN_THE_SAMPLE : List.of());
        }
    }

    @Test
    void whatTakesARecordOrADatabaseIsNotPromised() {
        assertThatThrownBy(() -> verify(archive(), Level.FILE))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("there is no record to compare it with");
        ValidationReport report = verify(archive(), Level.RESTORABLE);
        assertThat(report.level()).isEqualTo(Level.REFERENCES);
        assertThat(report.unchecked())
                .endsWith("Whether it can be restored was not looked at: that takes the database.");
    }

    @Test
    void aFileThatIsNotThereIsNotFound(@TempDir Path directory) {
        assertThatThrownBy(() -> ArchiveVerifier.verify(directory.resolve("x.zip"), Level.ROWS, ArchiveLimits.DEFAULTS))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void everyDamagedBlockOfEveryTableIsListed() {
        int count = 3 * Block.MAX_ROWS;
        List<Row> rows = rows(count);
        byte[] damaged = stored(
                archive(TABLE, COLUMNS, List.of("id"), rows),
                json -> json.replace("{\"id\":5000,", "{\"id\":5001,")
                        .replace("{\"id\":" + count + ",\"name\":\"n\"", "{\"id\":" + count + ",\"name\":\"x\""));

        assertThat(messages(verify(damaged, Level.DIGESTS)))
                .containsExactly(
                        "digest of table 't' differs from the manifest (row 4097 to 8192)",
                        "digest of table 't' differs from the manifest (row 8193 to 12288)",
                        "digest of the whole of table 't' differs from the manifest");
        assertThat(messages(verify(damaged, Level.ROWS)))
                .contains("row 5001 (id=5001) of table 't' has the key of the row before it");
        assertThat(verify(damaged, Level.STRUCTURE).valid()).isTrue();
    }

    @Test
    void rowsThatWereAddedOrTakenAwayAreCounted() {
        byte[] archive = archive(TABLE, COLUMNS, List.of("id"), rows(2));
        byte[] more = stored(archive, json -> json.replace("\"n\"}\n]", "\"n\"},\n{\"id\":3,\"name\":\"n\"}\n]"));
        assertThat(messages(verify(more, Level.DIGESTS))).contains("table 't' has 3 rows, and the manifest says 2");
    }

    @Test
    void manyProblemsOfOneTableAreCounted() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            rows.add(Row.of("7", "n"));
        }
        List<String> messages = messages(verify(archive(TABLE, COLUMNS, List.of("id"), rows), Level.ROWS));

        assertThat(messages).hasSize(11).last().isEqualTo("39 more problems in table 't'");
    }

    @Test
    void aStructureThatIsBrokenIsReportedAndNotThrown() {
        ValidationReport report = verify(new byte[] {1, 2, 3}, Level.ROWS);

        assertThat(report.level()).isNull();
        assertThat(report.valid()).isFalse();
        assertThat(messages(report)).containsExactly("it is too short to be a ZIP");
    }

    @Nested
    class Keys {

        @Test
        void mustAscendByValue() {
            assertThat(messages(verify(List.of("9", "10", "100"), List.of("id"))))
                    .isEmpty();
            assertThat(messages(verify(List.of("-5", "-0.5", "0", "1E+1", "10.5"), List.of("id"))))
                    .isEmpty();
            assertThat(messages(verify(List.of("1", "10", "9"), List.of("id"))))
                    .containsExactly("row 3 (id=9) of table 't' is not in the order of keys");
        }

        @Test
        void mustComeOnce() {
            assertThat(messages(verify(List.of("1", "1"), List.of("id"))))
                    .containsExactly("row 2 (id=1) of table 't' has the key of the row before it");
        }

        @Test
        void mayComeTwiceWhereThereIsNone() {
            assertThat(messages(verify(List.of("1", "1", "10", "9"), List.of())))
                    .isEmpty();
            assertThat(messages(verify(List.of("2", "10"), List.of())))
                    .containsExactly("row 2 of table 't' is not in the order of keys");
        }

        @Test
        void mustBeTheManifestsAtTheEdgesOfBlocks() {
            byte[] archive = stored(
                    archive(TABLE, COLUMNS, List.of("id"), rows(3)),
                    json -> json.replace("\"first\": [ \"1\" ]", "\"first\": [ \"0\" ]"));
            assertThat(messages(verify(archive, Level.ROWS)))
                    .containsExactly(
                            "row 1 (id=1) of table 't' does not have the key that the manifest says of block 1");
            assertThat(verify(archive, Level.DIGESTS).valid()).isTrue();
        }

        @Test
        void mustNotBeEndlessNumbers() {
            assertThat(messages(verify(List.of("1", "1" + "0".repeat(1000)), List.of("id"))))
                    .singleElement()
                    .asString()
                    .contains("more than 1000 characters in its key");
        }
    }

    @Test
    void nullIsOnlyWhereItMayBe() {
        byte[] archive = archive(TABLE, COLUMNS, List.of(), List.of(Row.of(null, "a")));
        assertThat(messages(verify(archive, Level.ROWS)))
                .containsExactly("row 1 of table 't' has NULL in column 'id', which forbids it");
    }

    @Test
    void rowsThatDoNotFitTheirColumnsAreListed() {
        byte[] archive = stored(
                archive(TABLE, COLUMNS, List.of("id"), rows(3)), json -> json.replace("{\"id\":2,", "{\"id\":x,"));
        assertThat(messages(verify(archive, Level.ROWS)))
                .contains("row 2 of table 't' is malformed: the value of column 'id' is not a number");
    }

    @Nested
    class References {

        private Level level = Level.REFERENCES;
        private final TableName orders = TableName.of("orders");
        private final TableName lines = TableName.of("lines");
        private final List<Column> orderColumns = List.of(Column.of("id", "bigint", ValueForm.NUMBER, false));
        private final List<Column> lineColumns = List.of(
                Column.of("id", "bigint", ValueForm.NUMBER, false),
                Column.of("order_id", "numeric", ValueForm.NUMBER, true),
                Column.of("kind", "text", ValueForm.TEXT, true));

        @Test
        void thatLeadToRowsOfTheArchiveAreClosed() {
            assertThat(messages(verify(null, true, List.of(), "1", "2.00", null)))
                    .isEmpty();
        }

        @Test
        void thatLeadNowhereAreProblems() {
            assertThat(messages(verify(null, true, List.of(), "1", "3", "4")))
                    .containsExactly(
                            "2 rows of table 'lines' refer to rows that the archive does not hold, by lines.order_id -> orders.id,"
                                    + " and the manifest's findings account for 0");
        }

        @Test
        void thatTheFindingsAccountForAreNone() {
            Finding two = new Finding(Finding.Kind.LEAVING, lines, "2 rows", null, 2, List.of());
            assertThat(messages(verify(null, true, List.of(two), "1", "3", "4")))
                    .isEmpty();
            Finding one = new Finding(Finding.Kind.ORPHANED, lines, "1 row", null, 1, List.of());
            assertThat(messages(verify(null, true, List.of(one), "1", "3", "4")))
                    .hasSize(1);
            Finding boths = new Finding(Finding.Kind.AMBIGUOUS, lines, "2 rows", null, 2, List.of());
            assertThat(messages(verify(null, true, List.of(boths), "1", "3", "4")))
                    .isEmpty();
            Finding elsewhere = new Finding(Finding.Kind.LEAVING, orders, "2 rows", null, 2, List.of());
            assertThat(messages(verify(null, true, List.of(elsewhere), "1", "3", "4")))
                    .hasSize(1);
        }

        @Test
        void thatTheDatabaseDoesNotEnforceAreNotFollowedAndNamed() {
            ValidationReport report = verify(null, false, List.of(), "3");
            assertThat(messages(report)).isEmpty();
            assertThat(report.unchecked())
                    .containsExactly("Not followed because the database doesn't enforce them, so that they may lead"
                            + " nowhere: lines.order_id -> orders.id.");
        }

        @Test
        void areNotFollowedWhereOnlyRowsAreAskedFor() {
            level = Level.ROWS;
            ValidationReport report = verify(null, true, List.of(), "3");
            assertThat(report.valid()).isTrue();
            assertThat(report.level()).isEqualTo(Level.ROWS);
        }

        @Test
        void thatHoldForOtherRowsAreNotFollowed() {
            assertThat(messages(verify(new Reference.Condition("kind", "other"), true, List.of(), "3")))
                    .isEmpty();
            assertThat(messages(verify(new Reference.Condition("kind", "order"), true, List.of(), "3")))
                    .hasSize(1);
        }

        @Test
        void meantAsNoneAreNotFollowed() {
            assertThat(messages(verify(null, true, List.of(), "0"))).isEmpty();
        }

        private ValidationReport verify(
                Reference.@Nullable Condition when,
                boolean enforced,
                List<Finding> findings,
                @Nullable String... parents) {
            byte[] archive = ArchiveSamples.bytes(writer -> {
                List<Row> rows = new ArrayList<>();
                for (int i = 0; i < parents.length; i++) {
                    rows.add(Row.of(String.valueOf(i), parents[i], "order"));
                }
                EntryContent lineContent = ArchiveSamples.fill(writer.begin(lines, lineColumns, List.of("id")), rows);
                EntryContent orderContent = ArchiveSamples.fill(
                        writer.begin(orders, orderColumns, List.of("id")), List.of(Row.of("1"), Row.of("2")));
                Reference reference = new Reference(
                        "fk", lines, List.of("order_id"), orders, List.of("id"), when, enforced, Set.of("0"));
                Manifest plain = ArchiveSamples.manifest(List.of(
                        new ManifestTable(
                                lines,
                                "references",
                                lineColumns,
                                List.of("id"),
                                List.of(),
                                List.of(reference),
                                List.of(),
                                TableRules.NONE,
                                lineContent),
                        ArchiveSamples.table(orders, "column", orderColumns, List.of("id"), orderContent)));
                return new Manifest(
                        plain.formatVersion(),
                        plain.backup(),
                        plain.kind(),
                        plain.tenant(),
                        plain.tenantName(),
                        plain.exportedAt(),
                        plain.exportedBy(),
                        plain.source(),
                        plain.scope(),
                        plain.complete(),
                        plain.tables(),
                        plain.shared(),
                        findings,
                        plain.acceptedProposals(),
                        plain.files());
            });
            return ArchiveVerifierTest.verify(archive, level);
        }
    }

    private static List<Row> rows(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> Row.of(String.valueOf(i), "n"))
                .toList();
    }

    private static ValidationReport verify(List<String> ids, List<String> key) {
        List<Row> rows = ids.stream().map(id -> Row.of(id, null)).toList();
        return verify(archive(TABLE, COLUMNS, key, rows), Level.ROWS);
    }

    private static ValidationReport verify(byte[] archive, Level level) {
        return ArchiveVerifier.verify(channel(archive), "sample", level, ArchiveLimits.DEFAULTS);
    }

    private static List<String> messages(ValidationReport report) {
        return report.problems().stream().map(Problem::message).toList();
    }

    /** The same entries with changed contents, packed anew so that checksums are right. */
    private static byte[] stored(byte[] archive, UnaryOperator<String> change) {
        try {
            RawZip zip = new RawZip();
            for (String name : ArchiveFormatTest.names(archive)) {
                zip.entry(name, change.apply(ArchiveFormatTest.entry(archive, name)));
            }
            return zip.bytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void problemsNameTableAndKey() {
        Problem problem = verify(List.of("2", "1"), List.of("id")).problems().get(0);
        assertThat(problem.table()).contains(TABLE);
        assertThat(problem.key()).contains(RowKey.of("id", "1"));
    }
}
