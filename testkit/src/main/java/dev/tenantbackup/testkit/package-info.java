// SPDX-License-Identifier: Apache-2.0
/** What a test of a host or of an adapter needs: contracts, strict fakes and faults. */
@NullMarked
package dev.tenantbackup.testkit;

import org.jspecify.annotations.NullMarked;
