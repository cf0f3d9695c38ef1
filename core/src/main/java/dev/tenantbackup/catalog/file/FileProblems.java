// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.file;

import dev.tenantbackup.catalog.NearestName;
import dev.tenantbackup.model.CatalogException;
import dev.tenantbackup.model.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gathers the mistakes in one catalog file. */
final class FileProblems {

    private final String file;
    private final List<Problem> all = new ArrayList<>();

    FileProblems(String file) {
        this.file = file;
    }

    void add(int line, String message, @Nullable String hint) {
        all.add(Problem.of("line " + line + ": " + message).withHint(hint));
    }

    /** An unknown word where one of some others is expected. */
    void addUnknown(int line, String message, String word, Collection<String> known) {
        add(line, message, NearestName.suggestion(word, known).orElse("Known here: " + String.join(", ", known) + "."));
    }

    /**
     * Returns if the file has no mistakes.
     *
     * @throws CatalogException with all of them, in the order of their lines
     */
    void throwIfAny() {
        if (!all.isEmpty()) {
            String lines = all.stream()
                    .map(problem -> "\n  - " + problem.message()
                            + problem.hint().map(hint -> "\n    Hint: " + hint).orElse(""))
                    .collect(Collectors.joining());
            throw new CatalogException(Problem.of("Cannot use catalog file '" + file + "':" + lines), all);
        }
    }
}
