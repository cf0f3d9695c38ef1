// SPDX-License-Identifier: Apache-2.0
/**
 * What every page for people has: a head, one style for light and dark and for narrow screens, and nothing that has to be
 * loaded.
 *
 * <p>Enters: a title and a body. Leaves: an HTML document as a text. Needs no other room.
 */
@NullMarked
package dev.tenantbackup.page;

import org.jspecify.annotations.NullMarked;
