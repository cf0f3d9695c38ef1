// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.architecture.planted.storage;

import dev.tenantbackup.architecture.planted.archive.KnowsStorage;

/** Storage must not know archive; together they form a cycle. */
public record KnowsArchive(KnowsStorage archive) {}
