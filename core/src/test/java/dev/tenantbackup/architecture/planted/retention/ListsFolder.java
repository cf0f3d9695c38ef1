// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.architecture.planted.retention;

import java.nio.file.Path;

/** Retention must not look at files. */
public record ListsFolder(Path folder) {}
