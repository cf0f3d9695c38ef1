// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.archive.ValidationReport;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how deep a validation shall look, as it is written on the command line: {@code digests}. */
final class LevelConverter implements ITypeConverter<ValidationReport.Level> {

    @Override
    public ValidationReport.Level convert(String text) {
        return Stream.of(ValidationReport.Level.values())
                .filter(level -> level.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("it is one of " + words() + ", not '" + text + "'"));
    }

    private static String words() {
        return Arrays.stream(ValidationReport.Level.values())
                .map(level -> level.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
