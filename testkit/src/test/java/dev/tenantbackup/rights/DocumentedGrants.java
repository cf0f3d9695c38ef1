// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.rights;

import dev.tenantbackup.testkit.databases.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The GRANT statements that {@code docs/databases.md} lists for a product. */
final class DocumentedGrants {

    private static final Path DOCUMENT = Path.of("../docs/databases.md");
    private static final Map<Engine, String> HEADINGS = Map.of(
            Engine.POSTGRESQL, "### Rights on PostgreSQL",
            Engine.MARIADB, "### Rights on MariaDB",
            Engine.H2, "### Rights on H2");
    private static final Pattern GRANT = Pattern.compile("GRANT (.+?)( ON .+)? TO (\\S+)");

    private DocumentedGrants() {}

    /**
     * One privilege of a statement.
     *
     * @param privilege such as {@code SELECT}
     * @param object with {@code ON} before it, or empty
     * @param user as the product names it
     */
    record Grant(String privilege, String object, String user) {

        String grant() {
            return "GRANT " + privilege + object + " TO " + user;
        }

        String revoke() {
            return "REVOKE " + privilege + object + " FROM " + user;
        }

        @Override
        public String toString() {
            return privilege + object;
        }
    }

    /** All of them, one privilege each, for a user and a database of other names than in the document. */
    static List<Grant> of(Engine engine, String database, String user) {
        String text;
        try {
            text = Files.readString(DOCUMENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int heading = text.indexOf(HEADINGS.get(engine));
        int begin = text.indexOf("```sql\n", heading) + 7;
        List<Grant> grants = new ArrayList<>();
        for (String line :
                text.substring(begin, text.indexOf("```", begin)).lines().toList()) {
            Matcher matcher = GRANT.matcher(line.replace(";", ""));
            if (matcher.matches()) {
                String on = matcher.group(2) == null ? "" : matcher.group(2);
                for (String privilege : matcher.group(1).split(", ", -1)) {
                    grants.add(new Grant(
                            privilege,
                            on.replaceAll("\\bapp\\b", database),
                            matcher.group(3).replaceAll("(?i)\\bbackup\\b", user)));
                }
            }
        }
        return grants;
    }
}
