// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.ReconcileDocuments;
import dev.tenantbackup.examples.cli.output.ReconcileReports;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.repository.Orphans;
import dev.tenantbackup.repository.Reconciler;
import dev.tenantbackup.repository.Reconciliation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code storage reconcile}: what lies in a storage against what its records say. Needs no database. */
@Command(
        name = "reconcile",
        description = {
            "Compares what lies in the storage with the records of backups, both ways: backups whose archive is",
            "missing, archives without a record, what interrupted work has left, files that nobody knows.",
            "Changes nothing without --repair. Needs no database."
        },
        footer = {
            "  tenant-backup storage reconcile",
            "  tenant-backup storage reconcile --repair --yes",
            "  tenant-backup storage reconcile --repair --remove-orphans"
        })
public final class StorageReconcileCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Option(
            names = "--repair",
            description = {
                "Removes what belongs to nobody alive: reservations and unfinished uploads that were",
                "not renewed for two hours, notes on backups that are gone, archives beside the recorded one."
            })
    boolean repair;

    @Option(
            names = "--remove-orphans",
            description = "Counts archives without a record among them, instead of leaving them to 'backup add'.")
    boolean removeOrphans;

    public StorageReconcileCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (repair) {
            invocation.confirmation().mustBePossible("storage reconcile --repair");
        }
        Orphans orphans = removeOrphans ? Orphans.REMOVE : Orphans.KEEP;
        try (OpenService open = invocation.open()) {
            Reconciler reconciler = open.service().reconciler();
            Reconciliation found = repair ? repaired(reconciler, orphans) : reconciler.look(orphans);
            invocation.print(
                    () -> ReconcileDocuments.of(found, repair), style -> new ReconcileReports(style).of(found));
            return (found.isSound() ? ExitCode.DONE : ExitCode.INVALID_BACKUP).number();
        }
    }

    private Reconciliation repaired(Reconciler reconciler, Orphans orphans) {
        invocation
                .confirmation()
                .ask(
                        () -> new ReconcileReports(invocation.errorStyle()).of(reconciler.look(orphans)),
                        "the word",
                        "repair");
        return reconciler.repair(orphans);
    }
}
