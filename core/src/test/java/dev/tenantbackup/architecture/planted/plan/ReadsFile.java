// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.architecture.planted.plan;

import java.io.InputStream;

/** Planning must not read. */
public record ReadsFile(InputStream file) {}
