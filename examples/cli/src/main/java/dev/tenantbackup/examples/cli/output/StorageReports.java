// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.storage.StorageCheck.Step;
import java.util.List;

/** What {@code storage check} found. */
public final class StorageReports {

    private StorageReports() {}

    /** A line per trial. */
    public static String text(Style style, String place, List<Step> steps) {
        boolean isSound = steps.stream().allMatch(Step::isPassed);
        StringBuilder text = new StringBuilder();
        text.append(isSound ? style.good("sound") : style.bad("not to be trusted"))
                .append("  ")
                .append(place)
                .append("\n\n");
        for (Step step : steps) {
            text.append(step.isPassed() ? style.good("passed") : style.bad("failed"))
                    .append("  ")
                    .append(step.name())
                    .append(style.dim("  " + step.millis() + " ms"))
                    .append('\n');
            step.problem()
                    .ifPresent(
                            problem -> text.append("        ").append(problem).append('\n'));
        }
        return text.toString();
    }

    /** {@code {storage, sound, steps[{name, passed, problem, millis}]}}. */
    public static ObjectNode document(String place, List<Step> steps) {
        ObjectNode document = Json.object();
        document.put("storage", place);
        document.put("sound", steps.stream().allMatch(Step::isPassed));
        document.set("steps", Json.array(steps, step -> {
            ObjectNode node = Json.object();
            node.put("name", step.name());
            node.put("passed", step.isPassed());
            node.put("problem", step.problem().orElse(null));
            node.put("millis", step.millis());
            return node;
        }));
        return document;
    }
}
