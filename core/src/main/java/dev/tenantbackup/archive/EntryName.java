// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.model.TableName;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** How entries of an archive are called. */
final class EntryName {

    static final String MANIFEST = "manifest.json";
    static final String SIGNATURE = "manifest.sig";

    private static final String SUFFIX = ".json";

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:");

    private EntryName() {}

    /** The entry of a file's bytes. */
    static String ofFile(Digest sha256) {
        return "files/" + sha256.hex();
    }

    /** The entry of a table's rows. */
    static String of(TableName table, boolean shared) {
        return (shared ? "shared/" : "tables/") + SafeName.ofTable(table) + SUFFIX;
    }

    /**
     * What is odd about the name of an entry that nobody declared: why somebody may have put it there. Ends so that the
     * sentence can go on; empty for nothing.
     */
    static String oddity(String name, Collection<String> all) {
        if (List.of(name.split("[/\\\\]", -1)).contains("..")) {
            return "leads out of its folder and ";
        }
        if (name.startsWith("/") || name.startsWith("\\") || DRIVE.matcher(name).lookingAt()) {
            return "is an absolute path and ";
        }
        if (name.endsWith("/")) {
            return "is a folder and ";
        }
        return all.stream()
                .filter(other -> other.equalsIgnoreCase(name) && !other.equals(name))
                .findFirst()
                .map(other -> "differs from entry '" + other + "' in upper and lower case only and ")
                .orElse("");
    }
}
