// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.remap;

import dev.tenantbackup.remap.ColumnRewrite.DocumentIds;
import dev.tenantbackup.remap.DocumentIdScanner.Form;
import dev.tenantbackup.remap.DocumentIdScanner.Found;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Replaces ids inside JSON documents and other texts by splicing their characters, a batch of documents at a time; every other character
 * stays. An id that its domain does not know stays as well and is counted: the document held it before, and no row of
 * the tenant has it.
 */
public final class DocumentRewriter {

    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");

    private final List<DocumentIds> ids;
    private final List<IdPlace> places;
    private final IdFinder finder;
    private final Lookup lookup;
    private long unknown;

    public DocumentRewriter(ColumnRewrite.Document rewrite, Lookup lookup) {
        this.ids = rewrite.ids();
        this.places = ids.stream().map(DocumentIds::place).toList();
        this.finder = new IdFinder(places);
        this.lookup = lookup;
    }

    /**
     * Rewrites a batch.
     *
     * @param documents JSON texts, or other ones if no place is a path into JSON
     * @return the new texts, in the same order
     * @throws IllegalArgumentException if a document is not JSON
     */
    public List<String> rewrite(List<String> documents) {
        List<List<Found>> found = new ArrayList<>(documents.size());
        Map<KeyDomain, Set<String>> wanted = new LinkedHashMap<>();
        for (String document : documents) {
            List<Found> ofOne = finder.find(document);
            found.add(ofOne);
            for (Found id : ofOne) {
                wanted.computeIfAbsent(domain(id), domain -> new TreeSet<>()).add(id.text());
            }
        }
        Map<KeyDomain, Map<String, String>> known = new LinkedHashMap<>();
        wanted.forEach((domain, values) -> known.put(domain, lookup.newValues(domain, values)));
        List<String> rewritten = new ArrayList<>(documents.size());
        for (int i = 0; i < documents.size(); i++) {
            rewritten.add(splice(documents.get(i), found.get(i), known));
        }
        return rewritten;
    }

    /** How many ids were met so far that no row of the tenant has. */
    public long unknownIds() {
        return unknown;
    }

    private String splice(String document, List<Found> found, Map<KeyDomain, Map<String, String>> known) {
        StringBuilder text = new StringBuilder(document.length() + 16);
        int copied = 0;
        for (Found id : found) {
            String replacement = known.getOrDefault(domain(id), Map.of()).get(id.text());
            if (replacement == null) {
                unknown++;
                continue;
            }
            if (!replacement.equals(id.text()) && id.start() >= copied) {
                text.append(document, copied, id.start()).append(written(replacement, id.form()));
                copied = id.end();
            }
        }
        return text.append(document, copied, document.length()).toString();
    }

    /** The new id as the old one was written: a JSON number as a number, if it is one, else as a string. */
    private static String written(String id, Form form) {
        if (form == Form.PLAIN || (form == Form.NUMBER && INTEGER.matcher(id).matches())) {
            return id;
        }
        StringBuilder token = new StringBuilder(id.length() + 2).append('"');
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c < ' ') {
                token.append(String.format("\\u%04x", (int) c));
            } else if (c == '"' || c == '\\') {
                token.append('\\').append(c);
            } else {
                token.append(c);
            }
        }
        return token.append('"').toString();
    }

    private KeyDomain domain(Found id) {
        return ids.get(places.indexOf(id.place())).domain();
    }

    /** Finds new values for old ones. */
    @FunctionalInterface
    public interface Lookup {

        /** The new values of those old ones that have one. */
        Map<String, String> newValues(KeyDomain domain, Collection<String> oldValues);
    }
}
