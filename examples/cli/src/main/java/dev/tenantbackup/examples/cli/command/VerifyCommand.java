// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.database.TenantInfo;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.VerifyDocuments;
import dev.tenantbackup.examples.cli.output.VerifyReports;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.examples.cli.run.Tenants;
import dev.tenantbackup.verify.VerifyResult;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code verify}: whether a tenant's rows are its own, all of them and no others. Writes nothing. */
@Command(
        name = "verify",
        description =
                "Checks by another road whether the rows that a backup takes are the tenant's, all of them and no others;"
                        + " exit code 5 if anything is on the wrong side of the border between tenants.",
        footer = {"  tenant-backup verify 7", "  tenant-backup verify \"Trattoria Uno\" --output json"})
public final class VerifyCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(paramLabel = "<tenant>", description = "Id or name of the tenant.")
    String tenant = "";

    public VerifyCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        try (OpenService open = invocation.open()) {
            TenantBackupService service = open.service();
            TenantInfo found = new Tenants(service).named(tenant);
            VerifyResult result = invocation.withProgress(context -> service.verify(found.id(), context));
            invocation.print(() -> VerifyDocuments.of(result), style -> new VerifyReports(style).of(result));
            return (result.sound() ? ExitCode.DONE : ExitCode.REFUSED).number();
        }
    }
}
