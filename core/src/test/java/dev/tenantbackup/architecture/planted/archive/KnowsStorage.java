// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.architecture.planted.archive;

import dev.tenantbackup.architecture.planted.storage.KnowsArchive;

/** Archive must not know storage. */
public record KnowsStorage(KnowsArchive storage) {}
