// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.plan.RestoreMode;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The modes of a restore as the command line calls them. */
enum Mode {
    REPLACE(RestoreMode.REPLACE),
    MERGE(RestoreMode.MERGE),
    MISSING(RestoreMode.MISSING_ONLY),
    APPEND(RestoreMode.APPEND);

    private final RestoreMode mode;

    Mode(RestoreMode mode) {
        this.mode = mode;
    }

    /** The library's own word for it. */
    RestoreMode asMode() {
        return mode;
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
