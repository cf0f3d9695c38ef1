// SPDX-License-Identifier: Apache-2.0
/** A restaurant ordering platform: its schema, and a seeded generator of look-alike tenants. */
@NullMarked
package dev.tenantbackup.examples.domain;

import org.jspecify.annotations.NullMarked;
