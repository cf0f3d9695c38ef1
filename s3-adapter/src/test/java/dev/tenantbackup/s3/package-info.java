// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.tenantbackup.s3;

import org.jspecify.annotations.NullMarked;
