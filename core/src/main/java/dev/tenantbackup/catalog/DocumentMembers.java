// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Gathers what JSON documents hold in members of certain names, whether as their value or as elements of arrays. Reads
 * each document once, token by token.
 */
final class DocumentMembers {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
    // Not those that a path can't spell, nor numbers: a map whose keys are ids has another path in every document.
    private static final Pattern OTHER_NAME = Pattern.compile("[^\\p{Cntrl}'\"\\\\0-9][^\\p{Cntrl}'\"\\\\]*");
    /** What commonly stands for "no reference". */
    private static final Set<String> NONE = Set.of("", "0");

    private final Predicate<String> names;
    private final int maxPlaces;
    private final int maxValues;
    private final Map<String, Place> places = new LinkedHashMap<>();

    /**
     * Nothing gathered yet.
     *
     * @param names which members are looked for
     * @param maxPlaces how many paths are kept: those that come first
     * @param maxValues how many distinct values are kept of each
     */
    DocumentMembers(Predicate<String> names, int maxPlaces, int maxValues) {
        this.names = names;
        this.maxPlaces = maxPlaces;
        this.maxValues = maxValues;
    }

    /**
     * Adds a document's members.
     *
     * @return whether the text is a JSON object or array; if not, nothing of it is kept
     */
    boolean read(String document) {
        List<Found> found = new ArrayList<>();
        try (JsonParser json = FACTORY.createParser(document)) {
            JsonToken first = json.nextToken();
            if (first == null || !first.isStructStart()) {
                return false;
            }
            while (!json.getParsingContext().inRoot()) {
                if (json.nextToken() == null) {
                    return false;
                }
                valueOf(json).ifPresent(found::add);
            }
            if (json.nextToken() != null) {
                return false;
            }
        } catch (JsonProcessingException notJson) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
        found.forEach(this::keep);
        return true;
    }

    /** Where members of those names were met, in the order in which they were. */
    Collection<Place> places() {
        return Collections.unmodifiableCollection(places.values());
    }

    private Optional<Found> valueOf(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (!token.isScalarValue() || token == JsonToken.VALUE_NULL) {
            return Optional.empty();
        }
        JsonStreamContext member = json.getParsingContext();
        while (member.inArray()) {
            member = member.getParent();
        }
        String name = member.getCurrentName();
        if (name == null || !names.test(name) || NONE.contains(json.getText())) {
            return Optional.empty();
        }
        String value = json.getText();
        return path(json.getParsingContext()).map(path -> new Found(path, name, value));
    }

    private void keep(Found found) {
        Place place = places.get(found.path());
        if (place == null && places.size() < maxPlaces) {
            place = new Place(found.path(), found.name(), new LinkedHashSet<>());
            places.put(found.path(), place);
        }
        if (place != null && place.values().size() < maxValues) {
            place.values().add(found.value());
        }
    }

    /** The path of the value that the parser stands at; empty if a name on the way can't be spelled in one. */
    private static Optional<String> path(JsonStreamContext value) {
        StringBuilder path = new StringBuilder();
        for (JsonStreamContext at = value; !at.inRoot(); at = at.getParent()) {
            String name = at.getCurrentName();
            if (at.inArray()) {
                path.insert(0, "[*]");
            } else if (PLAIN_NAME.matcher(name).matches()) {
                path.insert(0, "." + name);
            } else if (OTHER_NAME.matcher(name).matches()) {
                path.insert(0, "['" + name + "']");
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(path.insert(0, "$").toString());
    }

    private record Found(String path, String name, String value) {}

    /**
     * Members at the same place.
     *
     * @param path the place, as {@link JsonReference#path()} spells it
     * @param name the member's name
     * @param values distinct values other than null, as text
     */
    record Place(String path, String name, Set<String> values) {}
}
