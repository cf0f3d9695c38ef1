// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.tenantbackup.jdbc.extract;

import org.jspecify.annotations.NullMarked;
