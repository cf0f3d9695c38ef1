// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.CatalogException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gathers everything that is wrong, so that a person who fixes twelve declarations needs one run and not twelve. */
final class Problems {

    private final List<Problem> all = new ArrayList<>();

    void add(@Nullable TableName table, String message, @Nullable String hint) {
        all.add(Problem.of(message).withTable(table).withHint(hint));
    }

    void addAll(List<Problem> problems) {
        all.addAll(problems);
    }

    List<Problem> all() {
        return List.copyOf(all);
    }

    /**
     * Returns if there are none.
     *
     * @throws CatalogException with all of them, each on a line with its hint below
     */
    void throwIfAny(String summary) {
        if (!all.isEmpty()) {
            throw asException(summary, all);
        }
    }

    static CatalogException asException(String summary, List<Problem> problems) {
        String lines = problems.stream()
                .map(problem -> "\n  - " + problem.message()
                        + problem.hint().map(hint -> "\n    Hint: " + hint).orElse(""))
                .collect(Collectors.joining());
        return new CatalogException(
                Problem.of(summary + lines)
                        .withTable(
                                problems.size() == 1 ? problems.get(0).table().orElse(null) : null),
                problems);
    }
}
