// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit;

import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.MemoryStorage;

/** As long as it is not told to fail, it is a storage like any other. */
class FaultyStorageTest extends BackupStorageContract {

    @Override
    protected BackupStorage emptyStorage() {
        return new FaultyStorage(new MemoryStorage());
    }
}
