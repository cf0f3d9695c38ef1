// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.database.TenantInfo;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Digests of tenants' rows, table by table: to show that one moved as it should and that no other moved at all. Columns
 * that declared triggers set by themselves are left out, for nobody can bring them back.
 */
public final class TenantDigest {

    private TenantDigest() {}

    /** A digest per table of one tenant's rows, in a snapshot of its own. */
    public static Map<TableName, String> of(TenantDatabase database, Catalog catalog, TenantId tenant) {
        try (TenantReader reader = database.reader(catalog)) {
            return of(reader, catalog, tenant);
        }
    }

    /** The digests of every tenant, in one snapshot. */
    public static Map<String, Map<TableName, String>> ofAll(TenantDatabase database, Catalog catalog) {
        Map<String, Map<TableName, String>> all = new TreeMap<>();
        try (TenantReader reader = database.reader(catalog)) {
            for (TenantInfo tenant : reader.tenants()) {
                all.put(tenant.id().value(), of(reader, catalog, tenant.id()));
            }
        }
        return all;
    }

    private static Map<TableName, String> of(TenantReader reader, Catalog catalog, TenantId tenant) {
        Map<TableName, String> digests = new TreeMap<>();
        for (CatalogTable table : catalog.ownedTables()) {
            digests.put(table.name(), digest(reader.rows(table.name(), tenant), table.triggerOwnedColumns()));
        }
        return digests;
    }

    private static String digest(RowStream rows, Set<String> without) {
        try (rows) {
            int[] positions = IntStream.range(0, rows.columns().size())
                    .filter(i -> !without.contains(rows.columns().get(i)))
                    .toArray();
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long count = 0;
            for (Row row = rows.next(); row != null; row = rows.next()) {
                for (int position : positions) {
                    String value = row.value(position);
                    digest.update(value == null ? (byte) 0 : (byte) 1);
                    digest.update((value == null ? "" : value).getBytes(StandardCharsets.UTF_8));
                    digest.update((byte) 2);
                }
                digest.update((byte) 3);
                count++;
            }
            return count + ":" + HexFormat.of().formatHex(digest.digest(), 0, 12);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
