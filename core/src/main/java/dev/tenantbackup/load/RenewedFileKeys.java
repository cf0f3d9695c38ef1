// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.load;

import dev.tenantbackup.files.FileKey;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.SourceDataException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.remap.ColumnRewrite;
import dev.tenantbackup.remap.DocumentRewriter;
import dev.tenantbackup.remap.FileKeyMint;
import dev.tenantbackup.remap.UniqueValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * New keys for the files of a copy. Rows that share a file share its copy, whatever table they are of. Holds every key
 * that it was asked for, with the new one: as much memory as there are.
 */
final class RenewedFileKeys {

    private final FileKeyMint mint = new FileKeyMint();
    private final Map<String, String> renewed = new LinkedHashMap<>();

    /** The new keys by the old ones, so far. */
    Map<String, String> byOldKey() {
        return Collections.unmodifiableMap(renewed);
    }

    /**
     * The new keys of a batch. What is no file's key stays as it is.
     *
     * @param ids rewrites ids inside of keys
     */
    List<@Nullable String> renew(
            TableName table,
            String column,
            List<@Nullable String> keys,
            ColumnRewrite.FileKeys rewrite,
            UniqueValues unique,
            DocumentRewriter ids) {
        List<@Nullable String> result = new ArrayList<>(keys.size());
        for (String key : keys) {
            if (key == null || FileKey.faultOf(key).isPresent()) {
                result.add(key);
                continue;
            }
            String known = renewed.get(key);
            String now = known != null ? known : renew(table, column, key, rewrite, unique, ids);
            if (now != null) {
                renewed.put(key, now);
            }
            result.add(now);
        }
        return result;
    }

    private @Nullable String renew(
            TableName table,
            String column,
            String key,
            ColumnRewrite.FileKeys rewrite,
            UniqueValues unique,
            DocumentRewriter ids) {
        String moved = rewrite.ids().isEmpty() ? key : ids.rewrite(List.of(key)).get(0);
        if (rewrite.rule() != null) {
            return unique.renew(moved, rewrite.rule(), rewrite.maxLength());
        }
        return mint.mint(moved, rewrite.maxLength())
                .orElseThrow(
                        () -> new SourceDataException(
                                Problem.of("Column '" + column + "' of table '" + table
                                                + "' is too short for the key of a copied file.")
                                        .withTable(table)
                                        .withHint(
                                                "make the column longer: a new key needs 12 characters beside directories and ending.")));
    }
}
