/**
 * The words in which the platform is described: tables, columns, keys, row counts and the values of columns.
 *
 * <p>A description comes in from the areas and goes out to the dialects; it knows neither a product nor a connection.
 */
@NullMarked
package dev.tenantbackup.examples.platform.schema;

import org.jspecify.annotations.NullMarked;
