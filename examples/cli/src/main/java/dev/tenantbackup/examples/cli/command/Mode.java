// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.plan.RestoreMode;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The modes of a restore as the command line calls them. */
enum Mode {
    REPLACE(RestoreMode.REPLACE),
    MERGE(RestoreMode.MERGE),
    MISSING(RestoreMode.MISSING_ONLY),
    /** Reserved: this version of the library doesn't offer it. */
    APPEND(null);

    private final @Nullable RestoreMode mode;

    Mode(@Nullable RestoreMode mode) {
        this.mode = mode;
    }

    /**
     * Refuses a mode that the library doesn't offer: called before any work.
     *
     * @throws InvalidRequestException if so
     */
    void mustBeOffered() {
        if (mode == null) {
            throw new InvalidRequestException(Problem.of("This version can't restore with --mode " + this + ".")
                    .withHint("Use replace, merge or missing; or restore as a new tenant with --as-new."));
        }
    }

    RestoreMode offered() {
        mustBeOffered();
        return Optional.ofNullable(mode).orElseThrow();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a mode as it is written on the command line. */
    static final class Converter implements ITypeConverter<Mode> {

        @Override
        public Mode convert(String text) {
            return Stream.of(values())
                    .filter(mode -> mode.toString().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException("it is replace, merge, missing or append, not '" + text + "'"));
        }
    }
}
