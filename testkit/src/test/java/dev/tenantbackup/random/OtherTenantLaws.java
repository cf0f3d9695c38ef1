// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.RestoreMode;
import dev.tenantbackup.plan.RestorePlan;
import java.util.List;

/** What must hold when a tenant's rows are given to a tenant that has rows already. */
final class OtherTenantLaws {

    private final Round round;
    private final TenantBackupService service;

    OtherTenantLaws(Round round) {
        this.round = round;
        this.service = round.service();
    }

    /**
     * The target becomes a copy of the tenant, and keeps what says who it is.
     *
     * @return whether everything is as before: not, where the undo met a known limit
     */
    boolean anotherTenantBecomesTheSameGraph(Contents start, BackupId backup) {
        String target = round.other();
        RestoreRequest request = RestoreRequest.into(TenantId.of(target));
        if (round.schema().root().isEmpty()) {
            assertThatThrownBy(() -> service.plan(backup, request)).isInstanceOf(InvalidRequestException.class);
            return true;
        }
        Contents old = new Owners(round.schema(), start).rowsOf(target);
        RestorePlan plan = service.plan(backup, request);
        boolean refuses = isHeldByOthers(start, old) || round.hasStuckValues(round.own(start));
        if (refuses || (mayRefuse() && !plan.isApplicable())) {
            assertThat(plan.conflicts()).as("conflicts into another tenant").isNotEmpty();
            assertThatThrownBy(() -> service.restore(backup, request)).isInstanceOf(ConflictException.class);
        } else {
            assertThat(plan.conflicts()).as("conflicts into another tenant").isEmpty();
            RestoreResult restored = service.restore(backup, request);
            new GraphCheck(round.schema(), round.contents())
                    .assertTakesThePlaceOf(start.minus(old), round.tenant(), target);
            if (!undone(restored)) {
                return false;
            }
        }
        round.assertRows("after another tenant got the rows, or none", start);
        return true;
    }

    private boolean undone(RestoreResult restored) {
        Contents after = round.contents();
        try {
            service.undo(restored.id(), OperationContext.NONE);
            return true;
        } catch (ConflictException refused) {
            if (!mayRefuse()) {
                throw refused;
            }
            round.assertRows("after an undo was refused", after);
            return false;
        }
    }

    /** A known limit: rows that others refer to by another unique key than the primary key can't pass on its values. */
    private boolean mayRefuse() {
        return round.schema().tables().stream()
                .flatMap(table -> table.references().stream())
                .anyMatch(reference -> !reference
                        .parentColumns()
                        .equals(round.schema().table(reference.parent()).key()));
    }

    /** Whether rows that are not the target's hold on to rows that would go. */
    private boolean isHeldByOthers(Contents all, Contents old) {
        Owners owners = new Owners(round.schema(), all);
        return round.schema().tables().stream()
                .filter(table -> !(table.owner() instanceof Owner.Root))
                .flatMap(table -> round.schema().referencesTo(table.name()).stream())
                .anyMatch(reference -> all.of(reference.table()).stream()
                        .filter(row -> old.of(reference.table()).stream().noneMatch(own -> own == row))
                        .anyMatch(row -> old.of(reference.parent()).contains(owners.target(reference, row))));
    }

    /**
     * Every row that was there stays, and what comes is the target's and refers to its rows only. A row that is to come may
     * be like one of the target's by one unique key and like another by a second one: that is refused.
     */
    void appendedRowsComeBeside(Contents start, BackupId backup, String target) {
        RestoreRequest request = RestoreRequest.into(TenantId.of(target)).withMode(RestoreMode.APPEND);
        if (round.schema().root().isEmpty()) {
            assertThatThrownBy(() -> service.plan(backup, request)).isInstanceOf(InvalidRequestException.class);
            return;
        }
        RestorePlan plan = service.plan(backup, request);
        boolean canCollide = round.hasStuckValues(round.own(start))
                || round.schema().tables().stream()
                        .anyMatch(table -> table.allKeys().size() > 1);
        if (canCollide && !plan.isApplicable()) {
            assertThat(plan.conflicts())
                    .extracting(Conflict::kind)
                    .isSubsetOf(Conflict.Kind.UNIQUE_TAKEN, Conflict.Kind.KEY_TAKEN, Conflict.Kind.UNREFERRED);
            assertThatThrownBy(() -> service.restore(backup, request)).isInstanceOf(ConflictException.class);
        } else {
            assertThat(plan.conflicts()).as("conflicts of appended rows").isEmpty();
            RestoreResult restored = service.restore(backup, request);
            Contents after = round.contents();
            assertThat(start.minus(after).sorted())
                    .as("rows that were there and went")
                    .isEqualTo(Contents.empty(round.schema()).sorted());
            assertCameBeside(start, after, target, plan);
            if (restored.total().written() > 0) {
                service.undo(restored.id(), OperationContext.NONE);
            }
        }
        round.assertRows("after rows were appended, or none", start);
    }

    private void assertCameBeside(Contents start, Contents after, String target, RestorePlan plan) {
        Contents came = after.minus(start);
        Contents archived = round.own(start);
        new GraphCheck(round.schema(), after).assertBelongs(came, target);
        for (RandomTable table : round.schema().tables()) {
            if (!table.owner().isTenants()) {
                assertThat(came.of(table.name()))
                        .as("new rows of shared %s", table.name())
                        .isEmpty();
                continue;
            }
            List<?> rows = came.of(table.name());
            assertThat(plan.tables().get(TableName.of(table.name())).inserted())
                    .as("rows to append to %s", table.name())
                    .isEqualTo(rows.size());
            boolean canBePaired = !table.uniques().isEmpty() || table.key().size() > 1 || isLink(table);
            if (!canBePaired && !(table.owner() instanceof Owner.Root)) {
                assertThat(rows).as("rows appended to %s", table.name()).hasSameSizeAs(archived.of(table.name()));
            }
        }
    }

    private boolean isLink(RandomTable table) {
        return table.key().stream().anyMatch(table.linkColumns(round.schema())::contains)
                || table.key().stream().anyMatch(column -> table.column(column).type() == ValueType.TEXT);
    }
}
