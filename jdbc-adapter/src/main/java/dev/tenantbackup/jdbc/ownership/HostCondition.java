// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.ownership;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.CustomCondition;

/**
 * A condition that a host wrote in its database's SQL. Taken word for word, always in parentheses; {@code :tenant} is
 * bound, everywhere but in quoted text, comments and casts ({@code ::tenant}).
 */
public final class HostCondition {

    private static final Pattern TOKEN = Pattern.compile(
            "'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\\n]*|/\\*.*?\\*/|::|(?<tenant>:tenant\\b)", Pattern.DOTALL);

    private final List<String> pieces = new ArrayList<>();

    private HostCondition(String sql) {
        Matcher matcher = TOKEN.matcher(sql);
        int from = 0;
        while (matcher.find()) {
            if (matcher.group("tenant") != null) {
                pieces.add(sql.substring(from, matcher.start()));
                from = matcher.end();
            }
        }
        pieces.add(sql.substring(from));
    }

    /** A condition that names no tenant. */
    public static Condition of(String sql) {
        return CustomCondition.of(context -> context.sql('(').sql(sql).sql("\n)"));
    }

    static Condition of(String sql, Field<?> tenant) {
        List<String> pieces = new HostCondition(sql).pieces;
        return CustomCondition.of(context -> {
            context.sql('(').sql(pieces.get(0));
            for (String piece : pieces.subList(1, pieces.size())) {
                context.visit(tenant).sql(piece);
            }
            // on a line of its own, so that a trailing comment can't swallow it
            context.sql("\n)");
        });
    }
}
