// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.run;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.archive.Manifest;
import dev.tenantbackup.catalog.NearestName;
import dev.tenantbackup.database.TenantInfo;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the tenant that somebody means: an id wins; else a name that exactly one tenant has. */
public final class Tenants {

    private final TenantBackupService service;

    public Tenants(TenantBackupService service) {
        this.service = service;
    }

    /**
     * The tenant of that id or name.
     *
     * @throws NotFoundException if nobody has either
     * @throws InvalidRequestException if several have the name
     */
    public TenantInfo named(String text) {
        return find(text).orElseThrow(() -> unknown(text));
    }

    /**
     * The tenant of that id or name; also the backup's own if nothing is left of it, for a restore shall bring it back.
     *
     * @throws NotFoundException if nobody has either
     * @throws InvalidRequestException if several have the name
     */
    public TenantInfo named(String text, Manifest backup) {
        return find(text).orElseGet(() -> {
            boolean own = text.equals(backup.tenant().value())
                    || text.equals(backup.displayName().orElse(null));
            if (!own) {
                throw unknown(text);
            }
            return new TenantInfo(backup.tenant(), backup.displayName().orElse(null));
        });
    }

    /** What people call the tenant: its name, or its id where it has none or is gone. */
    public String nameOf(TenantId id) {
        if (service.catalog().root().isEmpty()) {
            return id.value();
        }
        return service.tenants().stream()
                .filter(tenant -> tenant.id().equals(id))
                .findFirst()
                .flatMap(TenantInfo::displayName)
                .orElse(id.value());
    }

    private Optional<TenantInfo> find(String text) {
        if (text.isBlank()) {
            throw new InvalidRequestException(Problem.of("The tenant's id or name must not be blank."));
        }
        if (service.catalog().root().isEmpty()) {
            // Without a table of tenants there is nothing to look in: the id is taken as it is.
            return Optional.of(new TenantInfo(TenantId.of(text), null));
        }
        List<TenantInfo> tenants = service.tenants();
        Optional<TenantInfo> byId = tenants.stream()
                .filter(tenant -> tenant.id().value().equals(text))
                .findFirst();
        return byId.isPresent() ? byId : byName(tenants, text);
    }

    private static Optional<TenantInfo> byName(List<TenantInfo> tenants, String name) {
        List<TenantInfo> found = tenants.stream()
                .filter(tenant -> tenant.displayName().filter(name::equals).isPresent())
                .toList();
        if (found.size() > 1) {
            String ids = found.stream().map(tenant -> tenant.id().value()).collect(Collectors.joining(", "));
            throw new InvalidRequestException(Problem.of(found.size() + " tenants have the name '" + name + "'.")
                    .withHint("Use the id of one: " + ids + "."));
        }
        return found.stream().findFirst();
    }

    private NotFoundException unknown(String text) {
        List<String> names = service.tenants().stream()
                .flatMap(tenant -> tenant.displayName().stream())
                .toList();
        Problem problem = Problem.of("There is no tenant with the id or the name '" + text + "'.");
        return new NotFoundException(
                problem.withHint(NearestName.suggestion(text, names).orElse(null)));
    }
}
