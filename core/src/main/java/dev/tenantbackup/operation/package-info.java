/**
 * What accompanies long work: who asked for it, how far it is, whether to stop.
 *
 * <p>Knows only {@code model}; every room that works long reports here.
 */
@NullMarked
package dev.tenantbackup.operation;

import org.jspecify.annotations.NullMarked;
