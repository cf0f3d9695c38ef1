/**
 * A restaurant ordering platform whose database holds many restaurants in shared tables: the schema for three database
 * products, rows to fill it with, and accidents to happen to it.
 *
 * <p>{@link dev.tenantbackup.examples.platform.Platform} is the way in. The package knows JDBC and nothing else.
 */
@NullMarked
package dev.tenantbackup.examples.platform;

import org.jspecify.annotations.NullMarked;
