// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.archive.Manifest;
import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.RootTable;
import dev.tenantbackup.examples.cli.run.Invocation;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.OptionalInt;

/** The name of a new tenant for which nobody gave one: the archived name, and when it was restored. */
final class NewTenantName {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("' (restored 'yyyy-MM-dd HH:mm:ss')'").withZone(ZoneOffset.UTC);

    private NewTenantName() {}

    /** {@code Trattoria (restored 2026-03-01 02:00:00)}, cut so that it fits the name column. */
    static String of(TenantBackupService service, Manifest manifest, Invocation invocation) {
        String suffix = TIME.format(invocation.surroundings().clock().instant());
        String name = manifest.displayName().orElse("Tenant " + manifest.tenant());
        OptionalInt limit = limit(service.catalog());
        if (limit.isPresent() && name.length() + suffix.length() > limit.getAsInt()) {
            name = name.substring(0, Math.max(0, limit.getAsInt() - suffix.length()));
        }
        String full = name + suffix;
        return limit.isPresent() && full.length() > limit.getAsInt() ? full.substring(0, limit.getAsInt()) : full;
    }

    private static OptionalInt limit(Catalog catalog) {
        RootTable root = catalog.root().orElse(null);
        return root == null || root.nameColumn() == null
                ? OptionalInt.empty()
                : catalog.schema().table(root.table()).column(root.nameColumn()).lengthLimit();
    }
}
