// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.rights;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lines of SHOW GRANTS: the only place where MariaDB tells a user of the rights that come by roles and by everybody's
 * membership in PUBLIC.
 */
final class MariaDbGrants {

    private static final String NAME = "`((?:[^`]|``)+)`";
    private static final Pattern GRANT =
            Pattern.compile("^GRANT (.+?) ON (?:TABLE )?(?:(\\*\\.\\*)|" + NAME + "\\.(?:\\*|" + NAME + ")) TO .+");

    /** A right on some columns of a table: {@code UPDATE (`a`, `b`)}. */
    private static final Pattern ON_COLUMNS = Pattern.compile("[A-Z ]+\\((?:`(?:[^`]|``)+`|[^`)])*\\)");

    private final List<Grant> grants = new ArrayList<>();

    private MariaDbGrants() {}

    /** Understands what concerns tables and leaves out the rest: roles, procedures, packages. */
    static MariaDbGrants of(List<String> lines) {
        MariaDbGrants result = new MariaDbGrants();
        for (String line : lines) {
            Matcher matcher = GRANT.matcher(line);
            if (matcher.matches()) {
                result.grants.add(new Grant(rights(matcher.group(1)), schema(matcher), table(matcher)));
            }
        }
        return result;
    }

    private static Set<String> rights(String list) {
        List<String> rights = new ArrayList<>();
        for (String right : ON_COLUMNS.matcher(list).replaceAll("").split(",", -1)) {
            rights.add(right.strip());
        }
        return Set.copyOf(rights);
    }

    private static Pattern schema(Matcher grant) {
        String name = grant.group(3);
        if (name == null) {
            return Pattern.compile(".*", Pattern.DOTALL);
        }
        boolean isPattern = grant.group(4) == null;
        return isPattern ? like(name.replace("``", "`")) : Pattern.compile(Pattern.quote(name.replace("``", "`")));
    }

    /** The databases that a grant on all tables of one names: with {@code _} and {@code %}, and {@code \} before either. */
    private static Pattern like(String text) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '\\' && i + 1 < text.length()) {
                i++;
                regex.append(Pattern.quote(String.valueOf(text.charAt(i))));
            } else if (next == '%') {
                regex.append(".*");
            } else if (next == '_') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(String.valueOf(next)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static @Nullable String table(Matcher grant) {
        String name = grant.group(4);
        return name == null ? null : name.replace("``", "`");
    }

    /** Whether a right is had on every table of a database. */
    boolean allow(String right, String schema) {
        return grants.stream().anyMatch(grant -> grant.table() == null && grant.covers(right, schema));
    }

    /** Whether a right is had on a table. */
    boolean allow(String right, String schema, String table) {
        return grants.stream()
                .anyMatch(
                        grant -> (grant.table() == null || grant.table().equals(table)) && grant.covers(right, schema));
    }

    /**
     * One line.
     *
     * @param table null for all of them
     */
    private record Grant(
            Set<String> rights, Pattern schema, @Nullable String table) {

        boolean covers(String right, String schemaName) {
            return (rights.contains(right) || rights.contains("ALL PRIVILEGES"))
                    && schema.matcher(schemaName).matches();
        }
    }
}
