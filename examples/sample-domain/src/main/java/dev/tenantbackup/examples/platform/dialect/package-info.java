/**
 * Turns the description of the platform into SQL: one dialect for each product, and two scripts that are the same for
 * all of them, one for the tables and one for the rows.
 */
@NullMarked
package dev.tenantbackup.examples.platform.dialect;

import org.jspecify.annotations.NullMarked;
