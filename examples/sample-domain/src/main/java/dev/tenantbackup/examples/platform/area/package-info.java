/**
 * The platform's tables, one class for each area of the business. Each class only describes: columns with their types,
 * keys and references, and beside each column the value that the generator writes.
 */
@NullMarked
package dev.tenantbackup.examples.platform.area;

import org.jspecify.annotations.NullMarked;
