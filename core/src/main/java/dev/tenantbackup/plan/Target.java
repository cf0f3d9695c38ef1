// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.model.TenantId;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Whose rows a load writes. */
public sealed interface Target {

    /** For messages. */
    String describe();

    /** The tenant, unless it is still to be made. */
    default Optional<TenantId> existing() {
        if (this instanceof InPlace in) {
            return Optional.of(in.tenant());
        }
        return this instanceof Rekeyed rekeyed ? Optional.of(rekeyed.tenant()) : Optional.empty();
    }

    /**
     * A tenant in place: rows keep their keys.
     *
     * @param tenant which
     */
    record InPlace(TenantId tenant) implements Target {
        public InPlace {
            Objects.requireNonNull(tenant, "tenant");
        }

        @Override
        public String describe() {
            return "tenant '" + tenant + "'";
        }
    }

    /**
     * A new tenant: rows get new keys, the root row among them.
     *
     * @param name its name
     */
    record NewTenant(String name) implements Target {
        public NewTenant {
            Objects.requireNonNull(name, "name");
        }

        @Override
        public String describe() {
            return "new tenant '" + name + "'";
        }
    }

    /**
     * A tenant that exists and takes rows that are not its own, or copies of its own: they get new keys, and the tenant's
     * own row keeps its key.
     *
     * @param tenant which
     * @param origin the tenant that the rows were taken of; may be the same
     * @param keptColumns columns of the tenant's own row that say who it is, and keep their live value: key, name, active
     *     flag, what is unique across tenants, what a rule keeps live
     */
    record Rekeyed(TenantId tenant, TenantId origin, Set<String> keptColumns) implements Target {
        public Rekeyed {
            Objects.requireNonNull(tenant, "tenant");
            Objects.requireNonNull(origin, "origin");
            keptColumns = Set.copyOf(keptColumns);
        }

        @Override
        public String describe() {
            return "tenant '" + tenant + "'";
        }
    }
}
