// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.examples.cli.connection.OpenStorage;
import dev.tenantbackup.examples.cli.output.StorageReports;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.examples.cli.settings.StoragePlace;
import dev.tenantbackup.storage.StorageCheck;
import dev.tenantbackup.storage.StorageCheck.Step;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code storage check}: proves a storage before backups are entrusted to it. Needs no database. */
@Command(
        name = "check",
        description = {
            "Proves that a storage keeps what backups need: writes, reads back, lists, deletes,",
            "lets two writers race for one name. Removes what it wrote. Needs no database."
        },
        footer = {
            "  tenant-backup storage check",
            "  tenant-backup storage check --storage s3://backups/nightly --s3-endpoint https://minio.example:9000"
        })
public final class StorageCheckCommand implements Callable<Integer> {

    private final Invocation invocation;

    public StorageCheckCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        StoragePlace place = invocation.settings().storage();
        try (OpenStorage open = OpenStorage.of(place)) {
            List<Step> steps = StorageCheck.of(open.storage());
            invocation.print(
                    () -> StorageReports.document(place.toString(), steps),
                    style -> StorageReports.text(style, place.toString(), steps));
            boolean isSound = steps.stream().allMatch(Step::isPassed);
            return (isSound ? ExitCode.DONE : ExitCode.FAILED).number();
        }
    }
}
