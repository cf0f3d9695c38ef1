/**
 * New keys for old ones, and every reference rewritten to match.
 *
 * <p>Enters: a {@code Catalog}. Leaves: which columns get new values, from where, and which columns follow them; and the
 * splicing of ids inside JSON documents. Does no I/O. Next: {@code load}.
 */
@NullMarked
package dev.tenantbackup.remap;

import org.jspecify.annotations.NullMarked;
