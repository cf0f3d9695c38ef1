// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.CloneResult;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.database.TenantInfo;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.ChangeDocuments;
import dev.tenantbackup.examples.cli.output.ChangeReports;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.examples.cli.run.Tenants;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code clone}: a tenant's live rows as a new tenant. */
@Command(
        name = "clone",
        description =
                "Copies a tenant as a new one: new keys, every reference rewritten, nothing shared with the original.",
        footer = {
            "  tenant-backup clone 7 \"Casa Nueva\"",
            "  tenant-backup clone \"Trattoria Uno\" \"Trattoria Uno (training)\" --inactive"
        })
public final class CloneCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(index = "0", paramLabel = "<tenant>", description = "Id or name of the tenant to copy.")
    String source = "";

    @Parameters(index = "1", paramLabel = "<new name>", description = "The new tenant's name.")
    String name = "";

    @Option(names = "--inactive", description = "The new tenant starts inactive.")
    boolean inactive;

    @Mixin
    DirtyReferences dirty = new DirtyReferences();

    @Option(names = "--keys", description = "Adds the map of old to new keys to the JSON document.")
    boolean keys;

    public CloneCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (name.isBlank()) {
            throw new InvalidRequestException(Problem.of("The new tenant's name must not be blank."));
        }
        try (OpenService open = invocation.open()) {
            TenantBackupService service = open.service();
            TenantInfo tenant = new Tenants(service).named(source);
            CloneRequest request = request(service);
            CloneResult result = invocation.withProgress(context -> service.clone(tenant.id(), request.with(context)));
            invocation.print(
                    () -> ChangeDocuments.clone(result, name), style -> new ChangeReports(style).cloned(result, name));
            return ExitCode.DONE.number();
        }
    }

    private CloneRequest request(TenantBackupService service) {
        CloneRequest request = CloneRequest.named(name);
        if (inactive) {
            ActiveFlags.mustBeKnown(service);
            request = request.inactive();
        }
        CloneRequest decided = dirty.rule().map(request::withDirtyReferences).orElse(request);
        return keys ? decided.returningKeys() : decided;
    }
}
