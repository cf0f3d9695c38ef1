// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import dev.tenantbackup.fence.RaisedFence;
import dev.tenantbackup.model.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What the {@code fence} commands say to people. */
public final class FenceReports {

    private final Style style;

    public FenceReports(Style style) {
        this.style = style;
    }

    /** A line for each fence that is up, and what can be done about it. */
    public String raised(List<RaisedFence> raised) {
        if (raised.isEmpty()) {
            return "No fence is up.\n";
        }
        TextTable table = TextTable.withHeaders("tenant", "stops", "since", "raised by", "effective", "why");
        raised.forEach(fence -> table.row(
                fence.tenant().value(),
                fence.level().word(),
                time(fence.raisedAt()),
                fence.actor().name(),
                fence.isEffective() ? "yes" : "not yet",
                fence.reason()));
        return table.render(style)
                + style.dim("\n'fence lift <tenant>' takes one down; 'fence raise' waits until one is effective.\n");
    }

    /** That it is up, and by whom. */
    public String up(RaisedFence fence) {
        String effect = fence.isEffective() ? style.good("effective") : style.bad("not known to be effective");
        return "The fence of tenant " + fence.tenant() + " is up and " + effect + ": its "
                + fence.level().word()
                + " are stopped since " + time(fence.raisedAt()) + ", by "
                + fence.actor().name() + " (" + fence.reason() + ").\n"
                + style.dim("'fence lift " + fence.tenant() + "' takes it down.\n");
    }

    /** What is no longer up. */
    public String lifted(TenantId tenant, Optional<RaisedFence> lifted) {
        return lifted.map(fence -> style.good("Lifted") + " the fence of tenant " + tenant + ", which "
                        + fence.actor().name() + " had raised at " + time(fence.raisedAt()) + ".\n")
                .orElse("No fence of tenant " + tenant + " was up.\n");
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
