// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.model.CatalogException;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.RightsException;
import dev.tenantbackup.model.SourceDataException;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.RestorePlan;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Tries whether an archive could be restored in place today: by the very plan that a restore would follow, with the
 * rights that it would take, and without doing it. Lists everything that stands in the way.
 */
final class Rehearsal {

    private final Supplier<Catalog> catalog;
    private final Function<Catalog, Restorer> restorers;

    Rehearsal(Supplier<Catalog> catalog, Function<Catalog, Restorer> restorers) {
        this.catalog = catalog;
        this.restorers = restorers;
    }

    /**
     * Goes on with a validation that has found nothing wrong with the archive itself.
     *
     * @throws dev.tenantbackup.model.DatabaseException if the database can't be reached or refuses
     * @throws dev.tenantbackup.model.ConflictException if another operation is writing the tenant
     */
    ValidationReport continued(ValidationReport archive, RestoreSource source) {
        Restorer restorer;
        try {
            Catalog complete = catalog.get();
            complete.requireComplete();
            restorer = restorers.apply(complete);
        } catch (CatalogException incomplete) {
            return archive.and(incomplete.all())
                    .without("Whether it can be restored was not looked at: the catalog is not complete.");
        } catch (RightsException missing) {
            return unseen(archive.and(List.of(missing.problem())));
        }
        RestoreRequest request = RestoreRequest.into(source.origin());
        try {
            return restorable(archive, restorer.rehearse(source, request));
        } catch (RightsException missing) {
            return withoutRights(archive.and(List.of(missing.problem())), restorer, source, request);
        } catch (InvalidRequestException | SourceDataException refused) {
            return archive.and(List.of(refused.problem()))
                    .without("The rest of what a restore takes was not looked at: it would be refused.");
        }
    }

    /** Who may not restore may perhaps look: then what else stands in the way is told as well. */
    private static ValidationReport withoutRights(
            ValidationReport archive, Restorer restorer, RestoreSource source, RestoreRequest request) {
        try {
            return restorable(archive, restorer.plan(source, request, false));
        } catch (RightsException missing) {
            return unseen(archive);
        }
    }

    private static ValidationReport unseen(ValidationReport archive) {
        return archive.without("The rest of what a restore takes was not looked at: that takes the same rights.");
    }

    private static ValidationReport restorable(ValidationReport archive, RestorePlan plan) {
        List<Problem> conflicts = plan.conflicts().stream()
                .map(conflict -> problem(plan, conflict))
                .toList();
        return archive.and(conflicts).reaching(ValidationReport.Level.RESTORABLE);
    }

    private static Problem problem(RestorePlan plan, Conflict conflict) {
        return Problem.of("It can't be restored as the database is now: " + conflict.message())
                .withBackup(plan.backup())
                .withTenant(plan.tenant())
                .withTable(conflict.table())
                .withKey(
                        conflict.samples().isEmpty() ? null : conflict.samples().get(0))
                .withHint(conflict.hint());
    }
}
