// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.model.ArchiveException;

/** A backup record: what was read is written as what is read again. */
class RecordFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void anyRecordIsReadOrRefused(byte[] json) {
        BackupRecord record;
        try {
            record = BackupRecord.parse(json);
        } catch (ArchiveException e) {
            return;
        }
        if (!BackupRecord.parse(record.toBytes()).equals(record)) {
            throw new AssertionError("written and read again, it is another");
        }
    }
}
