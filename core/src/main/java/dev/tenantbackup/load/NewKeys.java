// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.load;

import dev.tenantbackup.catalog.UniqueRule;
import dev.tenantbackup.database.TenantWriter;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.SourceDataException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.FiredRule;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.remap.ColumnRewrite;
import dev.tenantbackup.remap.DocumentRewriter;
import dev.tenantbackup.remap.KeyDomain;
import dev.tenantbackup.remap.KeyDomain.Allocation;
import dev.tenantbackup.remap.UniqueValues;
import dev.tenantbackup.schema.Column;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gives staged rows their new values: keys first, then what depends on the new tenant's key or on other keys: unique
 * texts, the name, ids inside documents. A domain of a table that is not loaded gets no values: a reference to it shows
 * as unresolved.
 */
final class NewKeys {

    private static final int TAG_LENGTH = 8;

    private final TenantWriter writer;
    private final LoadPlan plan;
    private final List<FiredRule> fired = new ArrayList<>();
    private final Set<KeyDomain> given = new HashSet<>();
    private final Map<TableName, TenantWriter.Pairs> pairs = new TreeMap<>();
    private final RenewedFileKeys files = new RenewedFileKeys();

    NewKeys(TenantWriter writer, LoadPlan plan) {
        this.writer = writer;
        this.plan = plan;
    }

    /** Takes values as given, instead of making new ones for their domains. */
    void preset(Map<KeyDomain, Map<String, String>> values) {
        values.forEach((domain, pairs) -> {
            pairs.forEach((old, now) -> writer.preset(domain, old, now));
            given.add(domain);
        });
    }

    /**
     * Gives every staged row its new values.
     *
     * @param beside whether rows are looked for first that the tenant has already
     */
    void assign(boolean beside) {
        if (beside) {
            UniqueValues unique = new UniqueValues(randomTag());
            for (TablePlan table : recognizableFirst()) {
                pair(table);
                List<KeyDomain> born = toAssign(plan.remap().bornIn(table.name()));
                born.forEach(domain -> allocate(domain, unique));
            }
            rewrite(unique);
            return;
        }
        List<KeyDomain> domains = toAssign(plan.remap().domains());
        domains.stream().filter(domain -> !isMadeHere(domain)).forEach(writer::allocate);
        domains.stream()
                .filter(domain -> isMadeHere(domain) && isTenantKey(domain))
                .forEach(domain -> renew(domain, new UniqueValues(randomTag())));
        UniqueValues unique = new UniqueValues(tag());
        domains.stream()
                .filter(domain -> isMadeHere(domain) && !isTenantKey(domain))
                .forEach(domain -> renew(domain, unique));
        rewrite(unique);
    }

    /** The rules that fired. */
    List<FiredRule> firedRules() {
        return List.copyOf(fired);
    }

    /** The new keys of files by the old ones, but for columns whose values rows refer to. */
    Map<String, String> fileKeys() {
        return files.byOldKey();
    }

    /** The rows that the tenant had already, by table. */
    Map<TableName, TenantWriter.Pairs> pairs() {
        return Collections.unmodifiableMap(pairs);
    }

    /**
     * The tables in an order in which references that the database does not know are met too, as far as they can: a row
     * is recognized by the rows that it refers to.
     */
    private List<TablePlan> recognizableFirst() {
        List<TablePlan> open = new ArrayList<>(plan.tables());
        List<TablePlan> sorted = new ArrayList<>();
        while (!open.isEmpty()) {
            TablePlan next = open.stream()
                    .filter(table -> open.stream().noneMatch(other -> comesBefore(other, table)))
                    .findFirst()
                    .orElse(open.get(0));
            open.remove(next);
            sorted.add(next);
        }
        return sorted;
    }

    /** Whether a table refers to another; in a circle, only the references count that the plan's order meets. */
    private boolean comesBefore(TablePlan parent, TablePlan table) {
        boolean isBefore = plan.tables().indexOf(parent) < plan.tables().indexOf(table);
        return !parent.equals(table)
                && table.table().references().stream()
                        .filter(reference -> isBefore || !reference.enforced())
                        .anyMatch(reference -> reference.parent().equals(parent.name()));
    }

    private void pair(TablePlan table) {
        TenantWriter.Pairs found = writer.pair(table.name());
        if (found.rows() > 0) {
            pairs.put(table.name(), found);
            fire(table.name(), "append: rows that the tenant has already are kept", found.rows());
        }
    }

    private List<KeyDomain> toAssign(List<KeyDomain> domains) {
        return domains.stream()
                .filter(domain -> !given.contains(domain)
                        && plan.order().find(domain.table()).isPresent())
                .toList();
    }

    private void allocate(KeyDomain domain, UniqueValues unique) {
        if (isMadeHere(domain)) {
            renew(domain, unique);
        } else {
            writer.allocate(domain);
        }
    }

    private static boolean isMadeHere(KeyDomain domain) {
        return domain.allocation() == Allocation.SUFFIX || domain.allocation() == Allocation.MINT;
    }

    private void rewrite(UniqueValues unique) {
        for (TablePlan table : plan.tables()) {
            plan.remap().of(table.name()).forEach((column, rewrite) -> rewrite(table, column, rewrite, unique));
        }
    }

    /** The tenant's own key, where it is a text: every other suffix is made of it. */
    private boolean isTenantKey(KeyDomain domain) {
        return plan.catalog()
                .root()
                .filter(root ->
                        root.table().equals(domain.table()) && root.keyColumn().equals(domain.column()))
                .isPresent();
    }

    private static String randomTag() {
        return UUID.randomUUID().toString().substring(0, TAG_LENGTH);
    }

    private String tag() {
        String tenant = writer.tenant().value();
        String letters = tenant.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
        String tag = letters.length() > TAG_LENGTH ? letters.substring(0, TAG_LENGTH) : letters;
        return tag.isEmpty() ? Integer.toHexString(tenant.hashCode()) : tag;
    }

    private void renew(KeyDomain domain, UniqueValues unique) {
        Column column = plan.table(domain.table()).column(domain.column());
        UniqueRule rule = domain.allocation() == Allocation.MINT ? UniqueRule.MINT : UniqueRule.SUFFIX;
        long[] rows = {0};
        writer.allocate(domain, texts -> {
            rows[0] += texts.size();
            return renew(texts, rule, column.maxLength(), unique);
        });
        fire(domain.table(), "unique " + domain.column() + ": " + name(rule), rows[0]);
    }

    private void rewrite(TablePlan table, String column, ColumnRewrite rewrite, UniqueValues unique) {
        if (table.position(column) < 0) {
            return;
        }
        if (rewrite instanceof ColumnRewrite.Unique rule) {
            long[] rows = {0};
            writer.rewrite(table.name(), column, texts -> {
                rows[0] += texts.stream().filter(text -> text != null).count();
                return renew(texts, rule.rule(), rule.maxLength(), unique);
            });
            fire(table.name(), "unique " + column + ": " + name(rule.rule()), rows[0]);
        } else if (rewrite instanceof ColumnRewrite.Fixed fixed) {
            writer.rewrite(table.name(), column, texts -> Collections.nCopies(texts.size(), fixed.value()));
        } else if (rewrite instanceof ColumnRewrite.FileKeys keys) {
            rewriteFileKeys(table.name(), column, keys, unique);
        } else if (rewrite instanceof ColumnRewrite.Document document) {
            rewriteDocuments(table.name(), column, document);
        }
    }

    private void rewriteFileKeys(TableName table, String column, ColumnRewrite.FileKeys rewrite, UniqueValues unique) {
        DocumentRewriter ids = rewriter(new ColumnRewrite.Document(rewrite.ids()));
        long[] rows = {0};
        writer.rewrite(table, column, texts -> {
            rows[0] += texts.stream().filter(text -> text != null).count();
            return files.renew(table, column, texts, rewrite, unique, ids);
        });
        fire(table, "files " + column + ": new keys", rows[0]);
    }

    private DocumentRewriter rewriter(ColumnRewrite.Document document) {
        return new DocumentRewriter(document, (domain, old) -> writer.newValues(domain, asSet(old)));
    }

    private void rewriteDocuments(TableName table, String column, ColumnRewrite.Document document) {
        DocumentRewriter rewriter = rewriter(document);
        writer.rewrite(table, column, texts -> {
            List<String> documents = new ArrayList<>();
            for (String text : texts) {
                documents.add(text == null ? "null" : text);
            }
            List<String> rewritten = rewriteOrExplain(table, column, rewriter, documents);
            List<@Nullable String> result = new ArrayList<>(texts.size());
            for (int i = 0; i < texts.size(); i++) {
                result.add(texts.get(i) == null ? null : rewritten.get(i));
            }
            return result;
        });
    }

    private static List<String> rewriteOrExplain(
            TableName table, String column, DocumentRewriter rewriter, List<String> documents) {
        try {
            return rewriter.rewrite(documents);
        } catch (IllegalArgumentException malformed) {
            throw new SourceDataException(
                    Problem.of("Cannot rewrite ids in column '" + column + "' of table '" + table + "': a document is "
                                    + malformed.getMessage() + ".")
                            .withTable(table)
                            .withHint("correct the document, or take the column's JSON references out of the catalog."),
                    malformed);
        }
    }

    private static Set<String> asSet(Collection<String> values) {
        return new TreeSet<>(values);
    }

    private static List<@Nullable String> renew(
            List<@Nullable String> texts, UniqueRule rule, @Nullable Integer maxLength, UniqueValues unique) {
        List<@Nullable String> renewed = new ArrayList<>(texts.size());
        for (String text : texts) {
            renewed.add(unique.renew(text, rule, maxLength));
        }
        return renewed;
    }

    private void fire(TableName table, String rule, long rows) {
        if (rows > 0) {
            fired.add(new FiredRule(table, rule, rows));
        }
    }

    private static String name(UniqueRule rule) {
        return rule.name().toLowerCase(Locale.ROOT);
    }
}
