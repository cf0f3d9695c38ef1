// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.settings;

import dev.tenantbackup.archive.BackupKind;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.repository.Tags;
import dev.tenantbackup.retention.Period;
import dev.tenantbackup.retention.RetentionPolicy;
import dev.tenantbackup.retention.RetentionRules;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes a policy of {@code keep-…} and {@code zone} as they stand on the command line or in the configuration file. If
 * the command line says what to keep, the file's rules are left aside as a whole: a policy is not put together from two
 * places.
 */
public final class RetentionSettings {

    private static final String LAST = "keep-last";
    private static final String WITHIN = "keep-within";
    private static final String FROM = "keep-within-from";
    private static final String TAG = "keep-tag";
    private static final String SAFETY = "keep-safety";
    private static final String ZONE = "zone";

    /** What says which backups stay. */
    private static final List<String> RULES =
            List.of(LAST, "keep-hourly", "keep-daily", "keep-weekly", "keep-monthly", "keep-yearly", WITHIN, TAG);

    private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,5})(min|h|d|w)");

    private final Map<String, String> values;

    private RetentionSettings(Map<String, String> values) {
        this.values = values;
    }

    /** Their names in a configuration file; on the command line they have two dashes in front. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(RULES);
        names.addAll(List.of(FROM, SAFETY, ZONE));
        return names;
    }

    /**
     * The policy that was asked for.
     *
     * @param given by name, from the command line
     * @param options name the configuration file, if there is one
     * @throws InvalidRequestException if nothing says what to keep, or a value can't be understood
     */
    public static RetentionPolicy policy(Map<String, String> given, CommonOptions options) {
        ConfigFile file = options.config == null ? ConfigFile.none() : ConfigFile.read(options.config);
        boolean rulesGiven = RULES.stream().anyMatch(given::containsKey);
        Map<String, String> values = new LinkedHashMap<>(given);
        for (String name : names()) {
            if (!values.containsKey(name) && !(rulesGiven && RULES.contains(name))) {
                file.value(name).ifPresent(value -> values.put(name, value));
            }
        }
        return new RetentionSettings(values).policy();
    }

    /**
     * A span of time.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static Duration span(String text) {
        Matcher span = SPAN.matcher(text);
        if (!span.matches()) {
            throw new IllegalArgumentException("it is a number with min, h, d or w behind it, not '" + text + "'");
        }
        long number = Long.parseLong(span.group(1));
        return switch (span.group(2)) {
            case "min" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofDays(7 * number);
        };
    }

    private RetentionPolicy policy() {
        RetentionRules rules = rules();
        if (rules.isEmpty()) {
            throw new InvalidRequestException(Problem.of(
                            "Nothing says what to keep, and a policy without rules removes nothing.")
                    .withHint("Say it with --keep-last 5, --keep-daily 7 or the like, or in the configuration file;"
                            + " a single backup is deleted with 'backup delete'."));
        }
        RetentionPolicy policy = RetentionPolicy.of(rules);
        if (values.containsKey(SAFETY)) {
            policy = policy.with(BackupKind.SAFETY, RetentionRules.NONE.within(spanOf(SAFETY)));
        }
        return policy.in(zone()).withAgeFrom(ageFrom());
    }

    private RetentionRules rules() {
        RetentionRules rules = RetentionRules.NONE.withLast(count(LAST));
        for (Period period : Period.values()) {
            rules = rules.with(period, count("keep-" + period.word()));
        }
        if (values.containsKey(WITHIN)) {
            rules = rules.within(spanOf(WITHIN));
        }
        return rules.withTags(tags());
    }

    private int count(String name) {
        String text = values.getOrDefault(name, "0");
        if (text.equals("all")) {
            return RetentionRules.ALL;
        }
        if (!text.matches("[0-9]{1,6}")) {
            throw refused(name, "it is a number or 'all'");
        }
        return Integer.parseInt(text);
    }

    private Duration spanOf(String name) {
        try {
            return span(values.getOrDefault(name, ""));
        } catch (IllegalArgumentException e) {
            throw refused(name, String.valueOf(e.getMessage()));
        }
    }

    private Set<String> tags() {
        Set<String> words = new TreeSet<>();
        try {
            Stream.of(values.getOrDefault(TAG, "").split(","))
                    .map(String::trim)
                    .filter(word -> !word.isEmpty())
                    .map(Tags::requireWord)
                    .forEach(words::add);
            return words;
        } catch (IllegalArgumentException e) {
            throw refused(TAG, String.valueOf(e.getMessage()));
        }
    }

    private ZoneId zone() {
        try {
            return ZoneId.of(values.getOrDefault(ZONE, "Z"));
        } catch (DateTimeException e) {
            throw refused(ZONE, "it is the name of a time zone, such as Europe/Berlin");
        }
    }

    private RetentionPolicy.AgeFrom ageFrom() {
        return switch (values.getOrDefault(FROM, "newest")) {
            case "newest" -> RetentionPolicy.AgeFrom.NEWEST_BACKUP;
            case "now" -> RetentionPolicy.AgeFrom.NOW;
            default -> throw refused(FROM, "it is newest or now");
        };
    }

    private InvalidRequestException refused(String name, String why) {
        return new InvalidRequestException(
                Problem.of("'" + values.get(name) + "' can't be the value of " + name + ": " + why + "."));
    }
}
