/**
 * One tenant's rows, table by table, from one consistent view.
 *
 * <p>Enters: a {@code TenantReader}. Leaves: streams of rows, read ahead by several connections where the database can
 * share its view. Next: {@code archive}, or for a clone {@code load}.
 */
@NullMarked
package dev.tenantbackup.extract;

import org.jspecify.annotations.NullMarked;
