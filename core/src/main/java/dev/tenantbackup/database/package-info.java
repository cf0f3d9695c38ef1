/**
 * The only way to rows: the SPI {@link dev.tenantbackup.database.TenantDatabase}, both directions.
 *
 * <p>Enters: a {@code Catalog} and a plan. Leaves: streams of rows read from one snapshot, and one transaction that
 * writes a change set. The adapter for SQL databases implements it.
 */
@NullMarked
package dev.tenantbackup.database;

import org.jspecify.annotations.NullMarked;
