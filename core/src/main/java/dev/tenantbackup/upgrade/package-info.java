// SPDX-License-Identifier: Apache-2.0
/**
 * What a host declares of its own history: how rows of an older release become rows of the next one. In go the host's
 * words, out come steps in their order; the room {@code drift} applies them to an archive's rows.
 */
@NullMarked
package dev.tenantbackup.upgrade;

import org.jspecify.annotations.NullMarked;
