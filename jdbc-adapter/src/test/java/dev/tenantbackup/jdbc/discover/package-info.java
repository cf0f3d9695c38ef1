// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.tenantbackup.jdbc.discover;

import org.jspecify.annotations.NullMarked;
