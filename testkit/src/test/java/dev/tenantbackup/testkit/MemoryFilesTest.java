// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit;

import dev.tenantbackup.files.FileSink;
import dev.tenantbackup.files.MemoryFiles;

class MemoryFilesTest extends FileSinkContract {

    @Override
    protected FileSink noFiles() {
        return new FaultyFiles(new MemoryFiles());
    }
}
