// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.model.TenantId;
import java.util.Objects;

/** Whose rows a load writes. */
public sealed interface Target {

    /** For messages. */
    String describe();

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
}
