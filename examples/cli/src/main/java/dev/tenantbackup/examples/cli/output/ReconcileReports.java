// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import dev.tenantbackup.repository.Reconciliation;
import dev.tenantbackup.repository.Reconciliation.Finding;
import dev.tenantbackup.repository.Reconciliation.Outcome;
import dev.tenantbackup.repository.Stray;

/** What {@code storage reconcile} says to people. */
public final class ReconcileReports {

    private final Style style;

    public ReconcileReports(Style style) {
        this.style = style;
    }

    /** A verdict, then a line for each object, and below it what can be done about it. */
    public String of(Reconciliation found) {
        StringBuilder text = new StringBuilder();
        text.append(found.isSound() ? style.good("sound") : style.bad("BACKUPS ARE LOST OR DAMAGED"))
                .append(style.dim("  (" + Quantities.count(found.backups(), "backup") + ")"))
                .append("\n\n");
        for (Finding finding : found.findings()) {
            text.append(line(
                            finding.outcome(),
                            finding.stray().object().key().value(),
                            finding.stray().object().bytes()))
                    .append("    ")
                    .append(explanation(finding.stray().kind()))
                    .append('\n');
        }
        found.unfinished()
                .forEach(unfinished -> text.append(line(
                                unfinished.outcome(),
                                unfinished.write().name(),
                                unfinished.write().bytes()))
                        .append("    a write that was not completed; last written to at ")
                        .append(unfinished.write().lastWrittenAt())
                        .append('\n'));
        found.unknown()
                .forEach(object -> text.append(style.dim("unknown"))
                        .append("  ")
                        .append(object.key())
                        .append(style.dim("  " + Quantities.bytes(object.bytes())))
                        .append("\n    not made by this program; stays\n"));
        return text.toString();
    }

    private String line(Outcome outcome, String name, long bytes) {
        String word = Json.word(outcome);
        return (outcome == Outcome.UNDECIDED ? style.bad(word) : word)
                + "  "
                + name
                + style.dim("  " + Quantities.bytes(bytes))
                + "\n";
    }

    private static String explanation(Stray.Kind kind) {
        return switch (kind) {
            case ARCHIVE_WITHOUT_RECORD ->
                "an archive without a record: 'backup add' makes a backup of it, 'backup delete' removes it";
            case RECORD_WITHOUT_ARCHIVE ->
                "the archive of this record is gone: the backup is lost, unless a copy comes back";
            case ARCHIVE_OF_OTHER_LENGTH ->
                "the archive has another length than its record says: 'backup validate' says more";
            case ARCHIVE_BESIDE_RECORDED -> "the record names another archive: left by an interrupted 'backup rekey'";
            case INTERRUPTED_DELETION -> "the backup was being deleted: 'backup delete' goes on";
            case UNREADABLE_RECORD -> "the record can't be read: 'backup show' says why";
            case UNFINISHED -> "a backup that is being made or changed, or was until lately";
            case ABANDONED -> "a reservation whose owner has died";
            case NOTE_WITHOUT_BACKUP -> "a note on a backup that is gone";
        };
    }
}
