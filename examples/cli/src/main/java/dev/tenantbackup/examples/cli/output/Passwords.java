// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes passwords out of everything that is about to be shown: drivers like to quote the URL they could not use. */
public final class Passwords {

    private static final String NAME = "[a-z_.]*(?:password|passwd|pwd)\\s*=\\s*";
    private static final Pattern IN_URL = Pattern.compile("(?i)([?;&]" + NAME + ")([^;&]+)");
    private static final Pattern IN_TEXT = Pattern.compile("(?i)(\\b" + NAME + ")(?!\\*{3})[^;&\\s\"']+");
    private static final Pattern AUTHORITY_IN_URL = Pattern.compile("(://[^/@:]*:)([^/]+)(?=@)");
    private static final Pattern AUTHORITY_IN_TEXT = Pattern.compile("(://[^/@:\\s]*:)([^/\\s]+)(?=@)");
    private static final String STARS = "***";
    private static final int SHORTEST = 4;

    private final List<String> known;

    private Passwords(List<String> known) {
        this.known = List.copyOf(known);
    }

    /** Takes out what stands where a password stands. */
    public static Passwords unknown() {
        return new Passwords(List.of());
    }

    /**
     * Takes out these too, wherever they stand. Not one that is also part of what may be shown, such as a password equal
     * to the user: stars in the place of a known word would tell it.
     */
    public static Passwords of(@Nullable String url, @Nullable String user, @Nullable String password) {
        List<String> secrets = new ArrayList<>();
        if (password != null) {
            secrets.add(password);
        }
        if (url != null) {
            for (Pattern pattern : List.of(IN_URL, AUTHORITY_IN_URL)) {
                Matcher matcher = pattern.matcher(url);
                while (matcher.find()) {
                    secrets.add(matcher.group(2));
                }
            }
        }
        String shown = (url == null ? "" : maskUrl(url)) + " " + (user == null ? "" : user);
        return new Passwords(secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST && !shown.contains(secret))
                .toList());
    }

    /** A JDBC URL as it may be shown. */
    public static String maskUrl(String url) {
        String masked = IN_URL.matcher(url).replaceAll("$1" + STARS);
        return AUTHORITY_IN_URL.matcher(masked).replaceAll("$1" + STARS);
    }

    public String mask(String text) {
        String masked = text;
        for (String secret : known) {
            masked = masked.replace(secret, STARS);
        }
        masked = IN_TEXT.matcher(masked).replaceAll("$1" + STARS);
        return AUTHORITY_IN_TEXT.matcher(masked).replaceAll("$1" + STARS);
    }
}
