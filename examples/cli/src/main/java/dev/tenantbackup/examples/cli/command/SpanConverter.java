// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.examples.cli.settings.RetentionSettings;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a span of time: {@code 90min}, {@code 12h}, {@code 30d}, {@code 8w}. A day is 24 hours. */
final class SpanConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        try {
            return RetentionSettings.span(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
