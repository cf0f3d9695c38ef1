// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.schema.ValueForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What names suggest: every guess of this library from the way people name tables and columns is made here, and none of
 * them is taken without a look at the values or a person's word.
 */
final class NamingConventions {

    private static final Map<String, String> IRREGULAR = Map.of(
            "people", "person",
            "children", "child",
            "men", "man",
            "women", "woman",
            "menus", "menu",
            "movies", "movie",
            "cookies", "cookie",
            "caches", "cache",
            "series", "series",
            "species", "species");

    private static final Map<String, String> MIGRATION_HISTORY = Map.of(
            "schema_migrations", "migration history",
            "ar_internal_metadata", "migration history of Rails",
            "flyway_schema_history", "migration history of Flyway",
            "schema_version", "migration history",
            "databasechangelog", "migration history of Liquibase",
            "databasechangeloglock", "lock of Liquibase",
            "alembic_version", "migration history of Alembic",
            "django_migrations", "migration history of Django",
            "_prisma_migrations", "migration history of Prisma",
            "knex_migrations", "migration history of Knex");

    private static final Set<String> MORE_MIGRATION_HISTORY = Set.of(
            "knex_migrations_lock",
            "migrations",
            "phinxlog",
            "goose_db_version",
            "__efmigrationshistory",
            "sequelizemeta",
            "doctrine_migration_versions");

    private static final Set<String> WEB_SESSIONS = Set.of(
            "sessions",
            "http_sessions",
            "web_sessions",
            "user_sessions",
            "django_session",
            "spring_session",
            "spring_session_attributes",
            "shedlock");

    private static final Set<String> NATURAL_KEYS = Set.of(
            "code",
            "iso",
            "iso2",
            "iso3",
            "iso_code",
            "iso_alpha2",
            "iso_alpha3",
            "alpha2",
            "alpha3",
            "name",
            "slug",
            "symbol",
            "abbreviation",
            "abbr",
            "locale",
            "label",
            "title",
            "short_name");

    private static final Set<String> TOKENS = Set.of(
            "token", "secret", "uuid", "guid", "nonce", "otp", "apikey", "accesskey", "sessionid", "csrf", "signature");

    private static final Set<String> QUEUE_NOUNS = Set.of(
            "outbox", "inbox", "queue", "job", "task", "notification", "delivery", "webhook", "mailing", "message");

    private static final Set<String> QUEUE_MARKS = Set.of(
            "status",
            "state",
            "attempts",
            "attempt_count",
            "retries",
            "retry_count",
            "processed_at",
            "sent_at",
            "delivered_at",
            "published_at",
            "dispatched_at",
            "locked_at",
            "locked_until",
            "run_at",
            "scheduled_at",
            "next_attempt_at",
            "picked_by");

    private static final Set<String> KEY_LIKE =
            Set.of("id", "uuid", "guid", "code", "slug", "key", "sku", "number", "no", "ref", "email");

    private NamingConventions() {}

    /** {@code menuItemID}, {@code Menu-Item_id}: {@code menu, item, id}. */
    static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= name.length(); i++) {
            if (i == name.length() || isBoundary(name, i)) {
                String word = name.substring(start, i).toLowerCase(Locale.ROOT);
                if (Character.isLetterOrDigit(word.charAt(0))) {
                    words.add(word);
                }
                start = i;
            }
        }
        return words;
    }

    /** Between word and separator, before a capital letter that follows a small one, and before the last of several. */
    private static boolean isBoundary(String name, int at) {
        char before = name.charAt(at - 1);
        char here = name.charAt(at);
        if (Character.isLetterOrDigit(before) != Character.isLetterOrDigit(here)) {
            return true;
        }
        boolean hump = Character.isUpperCase(here) && !Character.isUpperCase(before);
        boolean endOfAbbreviation = Character.isUpperCase(here)
                && Character.isUpperCase(before)
                && at + 1 < name.length()
                && Character.isLowerCase(name.charAt(at + 1));
        return hump || endOfAbbreviation;
    }

    static String snake(String name) {
        return String.join("_", words(name));
    }

    /** The noun that a table's or a class's name is about: {@code menu_items}, {@code Shop::MenuItem}: {@code menu_item}. */
    static String noun(String name) {
        String last = name.substring(
                Math.max(name.lastIndexOf('\\'), Math.max(name.lastIndexOf(':'), name.lastIndexOf('.'))) + 1);
        return noun(words(last));
    }

    private static String noun(List<String> words) {
        if (words.isEmpty()) {
            return "";
        }
        String last = singular(words.get(words.size() - 1));
        return words.size() == 1 ? last : String.join("_", words.subList(0, words.size() - 1)) + "_" + last;
    }

    static String singular(String word) {
        String irregular = IRREGULAR.get(word);
        if (irregular != null) {
            return irregular;
        }
        if (word.endsWith("ies") && word.length() > 4) {
            return word.substring(0, word.length() - 3) + "y";
        }
        if (endsWithAny(word, "sses", "xes", "ches", "shes", "tuses", "nuses", "puses", "zzes")) {
            return word.substring(0, word.length() - 2);
        }
        if (word.endsWith("s") && word.length() > 2 && !endsWithAny(word, "ss", "us", "is")) {
            return word.substring(0, word.length() - 1);
        }
        return word;
    }

    /** The ways a column that refers to a table may be called, the usual one first: {@code restaurant_id}. */
    static List<String> tenantColumns(String rootTable) {
        String noun = noun(rootTable);
        return List.of(noun + "_id", snake(rootTable) + "_id", noun.replace("_", "") + "_id", noun);
    }

    /**
     * How a column's name may be read as a reference: {@code created_by_user_id} as a {@code created_by_user}'s, a
     * {@code by_user}'s, a {@code user}'s id; {@code promo_code} as a {@code promo_code}'s code. The longest noun first.
     */
    static List<Reading> readings(String column) {
        List<String> words = words(column);
        if (words.size() < 2 || !KEY_LIKE.contains(words.get(words.size() - 1))) {
            return List.of();
        }
        List<Reading> readings = new ArrayList<>();
        readings.add(new Reading(noun(words), words.get(words.size() - 1)));
        for (int end = words.size() - 1; end >= Math.max(1, words.size() - 2); end--) {
            String key = String.join("_", words.subList(end, words.size()));
            for (int start = 0; start < end; start++) {
                readings.add(new Reading(noun(words.subList(start, end)), key));
            }
        }
        return readings;
    }

    /** How a column's name may be read as a list of references: {@code menu_item_ids} as ids of a {@code menu_item}. */
    static List<Reading> listReadings(String column) {
        List<String> words = words(column);
        return words.size() > 1 && words.get(words.size() - 1).equals("ids")
                ? readings(String.join("_", words.subList(0, words.size() - 1)) + "_id")
                : List.of();
    }

    /** {@code parent_id}, {@code parent_category_id}: a row above this one in the same table. */
    static boolean looksLikeParent(String column) {
        List<String> words = words(column);
        return words.size() >= 2
                && Set.of("parent", "ancestor", "previous", "original", "replaces")
                        .contains(words.get(0))
                && words.get(words.size() - 1).equals("id");
    }

    /** The id column's name that goes with a type column: {@code record_type}: {@code record_id}. */
    static Optional<String> idColumnFor(String typeColumn) {
        List<String> words = words(typeColumn);
        if (words.size() < 2 || !Set.of("type", "kind", "class", "table").contains(words.get(words.size() - 1))) {
            return Optional.empty();
        }
        return Optional.of(String.join("_", words.subList(0, words.size() - 1)) + "_id");
    }

    /** Values that must not be guessed: a second copy gets a new one. */
    static boolean looksLikeToken(String column) {
        List<String> words = words(column);
        String whole = String.join("_", words);
        return words.stream().anyMatch(TOKENS::contains)
                || whole.endsWith("api_key")
                || whole.endsWith("access_key")
                || whole.endsWith("session_id");
    }

    /** A column by which people find reference data again. */
    static boolean looksLikeNaturalKey(String column) {
        return NATURAL_KEYS.contains(snake(column));
    }

    /** Work still to be done: named like it, and with a column that says how far it is. */
    static Optional<String> queueMark(TableSchema table) {
        boolean named = words(table.name().name()).stream()
                .anyMatch(word -> QUEUE_NOUNS.contains(singular(word)) || QUEUE_NOUNS.contains(word));
        return named
                ? table.columns().stream()
                        .map(Column::name)
                        .filter(column -> QUEUE_MARKS.contains(snake(column)))
                        .findFirst()
                : Optional.empty();
    }

    /** What happened and must not be undone: money and protocols. */
    static boolean looksLikeJournal(TableSchema table) {
        List<String> words = words(table.name().name());
        String last = singular(words.get(words.size() - 1));
        boolean protocol = words.contains("audit")
                && Set.of("log", "trail", "event", "entry", "record").contains(last);
        return protocol || Set.of("payment", "refund", "ledger", "journal").contains(last);
    }

    /** A number that only ever grows. */
    static boolean looksLikeLockVersion(Column column) {
        return column.form() == ValueForm.NUMBER
                && Set.of("lock_version", "row_version", "optlock").contains(snake(column.name()));
    }

    /** The column with a tenant's name for people. */
    static Optional<String> nameColumn(TableSchema root) {
        return firstNamed(root, List.of("name", "title", "display_name", "company_name"), ValueForm.TEXT);
    }

    /** The column that says whether a tenant is active. */
    static Optional<String> activeFlag(TableSchema root) {
        return firstNamed(root, List.of("active", "is_active", "enabled", "is_enabled"), ValueForm.BOOLEAN);
    }

    /** The column that a trigger of that name keeps up to date. */
    static Optional<String> touchedColumn(TableSchema table, String trigger) {
        Set<String> words = Set.copyOf(words(trigger));
        boolean touches = List.of("touch", "updated", "modified", "timestamp", "moddatetime").stream()
                .anyMatch(words::contains);
        return touches
                ? table.columns().stream()
                        .map(Column::name)
                        .filter(column -> Set.of(
                                        "updated_at", "modified_at", "last_modified", "updated_on", "changed_at")
                                .contains(snake(column)))
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<String> firstNamed(TableSchema table, List<String> names, ValueForm form) {
        return names.stream()
                .flatMap(name -> table.columns().stream()
                        .filter(column ->
                                column.form() == form && snake(column.name()).equals(name)))
                .map(Column::name)
                .findFirst();
    }

    /** Why a table of that name is usually nobody's data; empty where the name says nothing of the kind. */
    static Optional<String> reasonToExclude(String table) {
        String name = table.toLowerCase(Locale.ROOT);
        if (name.startsWith("tenant_backup_")) {
            return Optional.of("a table of tenant-backup itself");
        }
        String migrations = MIGRATION_HISTORY.get(name);
        if (migrations != null) {
            return Optional.of(migrations);
        }
        if (MORE_MIGRATION_HISTORY.contains(name)) {
            return Optional.of("migration history");
        }
        return WEB_SESSIONS.contains(name) ? Optional.of("web sessions or locks, of no use later") : Optional.empty();
    }

    private static boolean endsWithAny(String word, String... endings) {
        return Arrays.stream(endings).anyMatch(word::endsWith);
    }

    /**
     * A column's name read as a reference.
     *
     * @param noun what it refers to, in the singular
     * @param key the column there
     */
    record Reading(String noun, String key) {}
}
