// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.settings;

import dev.tenantbackup.archive.ArchiveLimit;
import dev.tenantbackup.archive.ArchiveLimits;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Limits on archives as somebody wrote them: {@code maxRowBytes=134217728}. */
final class GivenLimits {

    private GivenLimits() {}

    static ArchiveLimits parse(List<String> given) {
        ArchiveLimits limits = ArchiveLimits.DEFAULTS;
        for (String text : given) {
            limits = with(limits, text.trim());
        }
        return limits;
    }

    private static ArchiveLimits with(ArchiveLimits limits, String text) {
        int equals = text.indexOf('=');
        ArchiveLimit limit = ArchiveLimit.named(equals < 0 ? text : text.substring(0, equals))
                .orElseThrow(() -> refused("There is no archive limit '" + text + "'."));
        try {
            return limits.with(limit, Long.parseLong(text.substring(equals + 1)));
        } catch (NumberFormatException e) {
            throw refused("'" + text + "' gives the archive limit no whole number.");
        } catch (IllegalArgumentException e) {
            throw refused("'" + text + "' is impossible: " + e.getMessage() + ".");
        }
    }

    private static InvalidRequestException refused(String fact) {
        String known = Stream.of(ArchiveLimit.values()).map(ArchiveLimit::word).collect(Collectors.joining(", "));
        return new InvalidRequestException(
                Problem.of(fact).withHint("write <limit>=<number>, with one of " + known + "."));
    }
}
