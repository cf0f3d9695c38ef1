// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.quickstart;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.database.TenantInfo;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One number per tenant for all of its rows: equal numbers, equal rows, up to columns that triggers set.
 *
 * @param byTenant the SHA-256 over every value of every row, in hex
 */
record Digests(Map<TenantId, String> byTenant) {

    Digests {
        TreeMap<TenantId, String> sorted = new TreeMap<>(Comparator.comparing(TenantId::value));
        sorted.putAll(byTenant);
        byTenant = Collections.unmodifiableMap(sorted);
    }

    /** Reads all tenants from one consistent view. */
    static Digests of(TenantDatabase database, Catalog catalog) {
        Map<TenantId, String> digests = new HashMap<>();
        try (TenantReader reader = database.reader(catalog)) {
            for (TenantInfo tenant : reader.tenants()) {
                MessageDigest digest = sha256();
                for (CatalogTable table : catalog.ownedTables()) {
                    addTable(digest, reader, table, tenant.id());
                }
                digests.put(tenant.id(), HexFormat.of().formatHex(digest.digest()));
            }
        }
        return new Digests(digests);
    }

    private static void addTable(MessageDigest digest, TenantReader reader, CatalogTable table, TenantId tenant) {
        add(digest, table.name().toString());
        try (RowStream rows = reader.rows(table.name(), tenant)) {
            List<String> columns = rows.columns();
            for (Row row = rows.next(); row != null; row = rows.next()) {
                for (int i = 0; i < columns.size(); i++) {
                    // What a trigger sets when a row is written tells when it was written, not what it holds.
                    if (!table.triggerOwnedColumns().contains(columns.get(i))) {
                        add(digest, row.value(i));
                    }
                }
            }
        }
    }

    /** NULL is a byte that no text begins with; a text ends with another. */
    private static void add(MessageDigest digest, @Nullable String text) {
        if (text == null) {
            digest.update((byte) 0xff);
        } else {
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0xfe);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The same without one tenant. */
    Digests without(TenantId tenant) {
        Map<TenantId, String> others = new HashMap<>(byTenant);
        others.remove(tenant);
        return new Digests(others);
    }
}
