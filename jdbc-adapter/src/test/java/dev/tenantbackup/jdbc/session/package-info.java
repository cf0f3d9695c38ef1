// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.tenantbackup.jdbc.session;

import org.jspecify.annotations.NullMarked;
