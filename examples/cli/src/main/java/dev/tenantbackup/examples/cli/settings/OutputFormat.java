// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** For whom a command prints. */
public enum OutputFormat {
    /** People. */
    TEXT,
    /** Programs: exactly one JSON document on standard output, in success and in failure. */
    JSON;

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<OutputFormat> of(String text) {
        return Stream.of(values())
                .filter(format -> format.toString().equalsIgnoreCase(text))
                .findFirst();
    }

    /** Reads a format as it is written on the command line. */
    static final class Converter implements ITypeConverter<OutputFormat> {

        @Override
        public OutputFormat convert(String text) {
            return of(text).orElseThrow(() -> new TypeConversionException("it is text or json, not '" + text + "'"));
        }
    }
}
