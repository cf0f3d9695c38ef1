// SPDX-License-Identifier: Apache-2.0
/** By which way statements reach a tenant's rows among everybody's. */
@NullMarked
package dev.tenantbackup.reach;

import org.jspecify.annotations.NullMarked;
