// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import java.util.Collection;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Words that people put on a backup, for policies and for themselves.
 *
 * @param backup which backup
 * @param words each of 1 to 50 lower-case letters, digits, {@code .}, {@code _} or {@code -}, the first a letter or digit
 */
public record Tags(BackupId backup, Set<String> words) {

    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9._-]{0,49}");

    public Tags {
        Objects.requireNonNull(backup, "backup");
        words = Collections.unmodifiableSet(new TreeSet<>(words));
        words.forEach(Tags::requireWord);
    }

    /** None. */
    public static Tags none(BackupId backup) {
        return new Tags(backup, Set.of());
    }

    /**
     * The word itself.
     *
     * @throws IllegalArgumentException if it can't be a tag
     */
    public static String requireWord(String word) {
        if (!WORD.matcher(word).matches()) {
            throw new IllegalArgumentException(
                    "'" + word
                            + "' can't be a tag: that is 1 to 50 lower-case letters, digits, '.', '_' or '-', the first a letter or digit");
        }
        return word;
    }

    Tags with(Collection<String> more) {
        Set<String> all = new TreeSet<>(words);
        all.addAll(more);
        return new Tags(backup, all);
    }

    Tags without(Collection<String> fewer) {
        Set<String> rest = new TreeSet<>(words);
        rest.removeAll(fewer);
        return new Tags(backup, rest);
    }

    /** Its bytes as they are stored. */
    byte[] toBytes() {
        ObjectNode json = NoteJson.object();
        json.put("backup", backup.value());
        ArrayNode array = json.putArray("tags");
        words.forEach(array::add);
        return NoteJson.write(json);
    }

    /**
     * The tags that some bytes tell of.
     *
     * @throws ArchiveException if they tell of none
     */
    static Tags parse(byte[] bytes) {
        return NoteJson.read(bytes, "The note on tags", "tag the backup again.", json -> {
            Set<String> words = new TreeSet<>();
            json.path("tags").forEach(word -> words.add(word.asText()));
            return new Tags(BackupId.of(NoteJson.text(json, "backup")), words);
        });
    }
}
