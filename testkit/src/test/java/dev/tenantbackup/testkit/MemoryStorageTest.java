// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit;

import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.MemoryStorage;

class MemoryStorageTest extends BackupStorageContract {

    @Override
    protected BackupStorage emptyStorage() {
        return new MemoryStorage();
    }
}
