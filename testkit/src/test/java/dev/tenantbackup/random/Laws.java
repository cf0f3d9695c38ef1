// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.RestoreMode;
import dev.tenantbackup.plan.RestorePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What must hold in every round, whatever its schema, rows and damage. */
final class Laws {

    private static final String NEW_NAME = "Casa Nueva";

    private final Round round;
    private final TenantBackupService service;
    private final TenantId tenant;

    Laws(Round round) {
        this.round = round;
        this.service = round.service();
        this.tenant = TenantId.of(round.tenant());
    }

    /** Every law: some twenty exports, restores and undos. */
    void checkAll() throws IOException {
        Contents start = round.contents();
        BackupId backup = exportsAreRepeatable();
        aNewTenantIsTheSameGraph(start, backup);
        aCloneIsTheSameGraph(start);
        anEmptyDatabaseGetsAll(start, backup);
        OtherTenantLaws others = new OtherTenantLaws(round);
        others.appendedRowsComeBeside(start, backup, round.other());
        others.appendedRowsComeBeside(start, backup, round.tenant());
        if (!others.anotherTenantBecomesTheSameGraph(start, backup)) {
            return;
        }
        round.damage();
        for (RestoreMode mode : List.of(RestoreMode.REPLACE, RestoreMode.MERGE, RestoreMode.MISSING_ONLY)) {
            restoreDoesWhatItsModeSays(round.own(start), backup, mode);
        }
    }

    /** The laws of restoring in place, and another one in turn. */
    void checkSome(long turn) throws IOException {
        Contents start = round.contents();
        BackupId backup = exportsAreRepeatable();
        OtherTenantLaws others = new OtherTenantLaws(round);
        switch ((int) (turn % 6)) {
            case 0 -> aNewTenantIsTheSameGraph(start, backup);
            case 1 -> aCloneIsTheSameGraph(start);
            case 2 -> anEmptyDatabaseGetsAll(start, backup);
            case 3 -> {
                if (!others.anotherTenantBecomesTheSameGraph(start, backup)) {
                    return;
                }
            }
            case 4 -> others.appendedRowsComeBeside(start, backup, round.other());
            default -> others.appendedRowsComeBeside(start, backup, round.tenant());
        }
        round.damage();
        switch ((int) (turn % 5)) {
            case 3 -> restoreDoesWhatItsModeSays(round.own(start), backup, RestoreMode.MERGE);
            case 4 -> restoreDoesWhatItsModeSays(round.own(start), backup, RestoreMode.MISSING_ONLY);
            default -> restoreDoesWhatItsModeSays(round.own(start), backup, RestoreMode.REPLACE);
        }
    }

    private BackupId exportsAreRepeatable() throws IOException {
        BackupId backup = service.exportTenant(tenant).id();
        BackupId again = service.exportTenant(tenant).id();
        assertThat(entries(again)).as("bytes of two exports").isEqualTo(entries(backup));
        return backup;
    }

    private Map<String, String> entries(BackupId backup) throws IOException {
        Path directory = Files.createTempDirectory("random-schemas");
        Path file = directory.resolve("backup.zip");
        service.copyTo(backup, file);
        Map<String, String> entries = new TreeMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                if (!entry.getName().equals("manifest.json")) {
                    entries.put(
                            entry.getName(),
                            HexFormat.of().formatHex(zip.getInputStream(entry).readAllBytes()));
                }
            }
        }
        Files.delete(file);
        Files.delete(directory);
        return entries;
    }

    private void restoreDoesWhatItsModeSays(Contents archived, BackupId backup, RestoreMode mode) {
        Contents live = round.contents();
        Expected expected = new Expected(round.schema(), mode, archived, live, round.own(live));
        List<String> violations = new ArrayList<>(Constraints.violations(round.schema(), expected.contents()));
        violations.addAll(unreferred(archived, round.own(live), expected.contents()));
        violations.addAll(joining(expected));
        RestoreRequest request = RestoreRequest.into(tenant).withMode(mode);
        RestorePlan plan = service.plan(backup, request);
        assertThat(changes(plan)).as("changes planned in mode %s", mode).isEqualTo(expected.changes());
        boolean exchanges = new Exchanges(round.schema(), round.own(live), expected.contents()).areThere();
        if (!violations.isEmpty() || (exchanges && !plan.isApplicable())) {
            assertThat(plan.conflicts())
                    .as("conflicts in mode %s for %s", mode, violations)
                    .isNotEmpty();
            assertThatThrownBy(() -> service.restore(backup, request)).isInstanceOf(ConflictException.class);
            round.assertRows("after a refusal", live);
            return;
        }
        assertThat(plan.conflicts()).as("conflicts in mode %s", mode).isEmpty();
        RestoreResult restored = service.restore(backup, request);
        round.assertRows("after a restore in mode " + mode, expected.contents());
        if (restored.total().written() > 0 && isSound(live) && !reachesAgain(live, expected.contents())) {
            service.undo(restored.id(), OperationContext.NONE);
            round.assertRows("after undoing a restore in mode " + mode, live);
        }
    }

    /**
     * H2 lets a row that refers to itself take another key, and then holds a reference to nothing that it would not let
     * anybody write again.
     */
    private boolean isSound(Contents live) {
        return Constraints.violations(round.schema(), live).isEmpty();
    }

    /**
     * A known limit of undoing: whether references that led nowhere, since the database does not know them, lead to rows
     * again. The rows that have them may be the tenant's by that, or hold on to what the undo is to take away.
     */
    private boolean reachesAgain(Contents before, Contents after) {
        Owners then = new Owners(round.schema(), before);
        Owners now = new Owners(round.schema(), after);
        return round.schema().tables().stream()
                .flatMap(table -> table.references().stream())
                .filter(reference -> !reference.enforced())
                .anyMatch(reference -> before.of(reference.table()).stream()
                        .anyMatch(row -> then.target(reference, row) == null && now.target(reference, row) != null));
    }

    /** Rows that would become the tenant's, because what they refer to comes back. */
    private List<String> joining(Expected expected) {
        Contents others = expected.others();
        Contents stayOthers = expected.contents().minus(round.own(expected.contents()));
        List<String> joining = new ArrayList<>();
        others.minus(stayOthers)
                .tables()
                .forEach((table, rows) ->
                        rows.forEach(row -> joining.add(table + " " + row + " would become the tenant's")));
        return joining;
    }

    /** Rows that would come back or stay and be nobody's, because nothing refers to them any more. */
    private List<String> unreferred(Contents archived, Contents live, Contents all) {
        Contents after = round.own(all);
        List<String> unreferred = new ArrayList<>();
        for (RandomTable table : round.schema().tables()) {
            if (table.owner() instanceof Owner.ByReferrers) {
                Set<List<String>> own = identities(table, after);
                Set<List<String>> owned = identities(table, archived);
                owned.addAll(identities(table, live));
                owned.retainAll(identities(table, all));
                owned.removeAll(own);
                owned.forEach(row -> unreferred.add(table.name() + " " + row + " would be nobody's"));
            }
        }
        return unreferred;
    }

    private static Set<List<String>> identities(RandomTable table, Contents contents) {
        Set<List<String>> identities = new HashSet<>();
        contents.of(table.name()).forEach(row -> identities.add(table.identity(row)));
        return identities;
    }

    private static Map<String, String> changes(RestorePlan plan) {
        Map<String, String> changes = new TreeMap<>();
        plan.tables()
                .forEach((table, each) ->
                        changes.put(table.name(), Expected.counts(each.inserted(), each.updated(), each.deleted())));
        return changes;
    }

    private void aNewTenantIsTheSameGraph(Contents start, BackupId backup) {
        RestoreRequest asNew = RestoreRequest.asNewTenant(NEW_NAME);
        if (round.schema().root().isPresent()) {
            List<Conflict> conflicts = service.plan(backup, asNew).conflicts();
            if (round.hasStuckValues(round.own(start))) {
                assertThat(conflicts).as("conflicts of a new tenant").isNotEmpty();
            } else {
                assertThat(conflicts).as("conflicts of a new tenant").isEmpty();
            }
        }
        aCopyIsTheSameGraph(start, () -> service.restore(backup, asNew));
    }

    private void aCloneIsTheSameGraph(Contents start) {
        aCopyIsTheSameGraph(
                start, () -> service.clone(tenant, CloneRequest.named(NEW_NAME)).restore());
    }

    private void aCopyIsTheSameGraph(Contents start, Supplier<RestoreResult> copying) {
        if (round.schema().root().isEmpty()) {
            assertThatThrownBy(copying::get).isInstanceOf(InvalidRequestException.class);
        } else if (round.hasStuckValues(round.own(start))) {
            assertThatThrownBy(copying::get).isInstanceOf(ConflictException.class);
        } else {
            RestoreResult copy = copying.get();
            new GraphCheck(round.schema(), round.contents())
                    .assertIsCopy(start, round.tenant(), copy.tenant().value(), NEW_NAME);
            service.undo(copy.id(), OperationContext.NONE);
        }
        round.assertRows("after a copy was refused or undone", start);
    }

    /** Only reference data is there before. */
    private void anEmptyDatabaseGetsAll(Contents start, BackupId backup) {
        Contents shared = nobodysTables(start);
        Round.Elsewhere elsewhere = round.elsewhere(shared);
        elsewhere.service().restore(backup, RestoreRequest.into(tenant));
        assertThat(elsewhere.database().contents().sorted())
                .as("rows restored into an empty database")
                .isEqualTo(shared.plus(round.own(start)).sorted());
    }

    private Contents nobodysTables(Contents all) {
        Map<String, List<Map<String, String>>> rows = new LinkedHashMap<>();
        for (RandomTable table : round.schema().tables()) {
            rows.put(table.name(), table.owner().isTenants() ? List.of() : all.of(table.name()));
        }
        return new Contents(rows);
    }
}
