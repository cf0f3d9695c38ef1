// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.tenantbackup.jdbc.ownership;

import org.jspecify.annotations.NullMarked;
