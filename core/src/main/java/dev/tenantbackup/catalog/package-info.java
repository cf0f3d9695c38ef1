/**
 * Which tables exist, whose rows they hold, what refers to what.
 *
 * <p>Enters: a {@code DatabaseSchema} and what the host declared. Leaves: a {@link dev.tenantbackup.catalog.Catalog} in
 * which every table has its class, or a refusal that names every table without one. Next: {@code plan} and {@code
 * extract}.
 */
@NullMarked
package dev.tenantbackup.catalog;

import org.jspecify.annotations.NullMarked;
