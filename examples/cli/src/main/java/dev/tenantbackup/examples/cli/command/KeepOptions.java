// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What says which backups stay; each of them may stand in the configuration file instead. */
final class KeepOptions {

    private final Map<String, String> given = new LinkedHashMap<>();

    @Option(names = "--keep-last", paramLabel = "<n>", description = "So many of the newest; 'all' for all of them.")
    void last(@Nullable String value) {
        put("keep-last", value);
    }

    @Option(
            names = "--keep-hourly",
            paramLabel = "<n>",
            description = "The newest of each of the last n hours with a backup.")
    void hourly(@Nullable String value) {
        put("keep-hourly", value);
    }

    @Option(names = "--keep-daily", paramLabel = "<n>", description = "The same by days,")
    void daily(@Nullable String value) {
        put("keep-daily", value);
    }

    @Option(names = "--keep-weekly", paramLabel = "<n>", description = "by weeks from Monday to Sunday,")
    void weekly(@Nullable String value) {
        put("keep-weekly", value);
    }

    @Option(names = "--keep-monthly", paramLabel = "<n>", description = "by months,")
    void monthly(@Nullable String value) {
        put("keep-monthly", value);
    }

    @Option(names = "--keep-yearly", paramLabel = "<n>", description = "by years.")
    void yearly(@Nullable String value) {
        put("keep-yearly", value);
    }

    @Option(names = "--keep-within", paramLabel = "<span>", description = "All that are not older: 12h, 30d, 8w.")
    void within(@Nullable String value) {
        put("keep-within", value);
    }

    @Option(
            names = "--keep-within-from",
            paramLabel = "newest|now",
            description = "Older than the newest backup (default), or than now.")
    void withinFrom(@Nullable String value) {
        put("keep-within-from", value);
    }

    @Option(names = "--keep-tag", paramLabel = "<word>,…", description = "All with one of these tags.")
    void tag(@Nullable String value) {
        put("keep-tag", value);
    }

    @Option(
            names = "--keep-safety",
            paramLabel = "<span>",
            description = "How long safety backups stay, which no other rule counts; 7d by default.")
    void safety(@Nullable String value) {
        put("keep-safety", value);
    }

    @Option(names = "--zone", paramLabel = "<zone>", description = "By whose calendar: Europe/Berlin. UTC by default.")
    void zone(@Nullable String value) {
        put("zone", value);
    }

    private void put(String name, @Nullable String value) {
        if (value != null) {
            given.put(name, value);
        }
    }

    /** What was given, by the names of the configuration file. */
    Map<String, String> given() {
        return given;
    }
}
