/**
 * What a database looks like: tables, columns, keys, triggers. Facts only; whose rows they hold is the catalog's
 * business.
 *
 * <p>Enters: what an adapter reads from a live schema, or an archive's manifest remembers of one. Leaves: the input of
 * {@code catalog}.
 */
@NullMarked
package dev.tenantbackup.schema;

import org.jspecify.annotations.NullMarked;
