// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.catalog.DirtyRule;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What becomes of references that lead to another tenant's row or to none, as restore and clone ask it. */
final class DirtyReferences {

    @Option(
            names = "--dirty-references",
            converter = Converter.class,
            paramLabel = "keep|null|refuse",
            description = {
                "References to another tenant's row or to none, where the catalog doesn't say it of the column:",
                "keep: as they are in the backup (default where rows keep their keys);",
                "null: set to NULL;",
                "refuse: they stand in the way (default where rows get new keys)."
            })
    @Nullable
    DirtyRule rule;

    Optional<DirtyRule> rule() {
        return Optional.ofNullable(rule);
    }

    /** Reads a rule as it is written on the command line. */
    static final class Converter implements ITypeConverter<DirtyRule> {

        @Override
        public DirtyRule convert(String text) {
            return Stream.of(DirtyRule.values())
                    .filter(rule -> rule.name().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("it is keep, null or refuse, not '" + text + "'"));
        }
    }
}
