// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drill;

import dev.tenantbackup.model.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a drill restored into.
 *
 * @param target {@value #TENANT}, or the label of a {@link ScratchTarget}
 * @param name by which what is left of it is recognised
 * @param tenants the scratch tenants' ids, as far as they are known; none in a database of its own
 * @param discarded whether it is known that nothing is left
 */
public record Scratch(String target, String name, List<TenantId> tenants, boolean discarded) {

    /** The target of drills that restore beside the live tenants. */
    public static final String TENANT = "scratch tenant";

    public Scratch {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(name, "name");
        tenants = List.copyOf(tenants);
    }

    /** What the n-th scratch tenant goes by, counted from 1. */
    String tenantName(int number) {
        return number == 1 ? name : name + "_" + number;
    }

    boolean isTenant() {
        return target.equals(TENANT);
    }

    Scratch with(TenantId tenant) {
        List<TenantId> more = new ArrayList<>(tenants);
        more.add(tenant);
        return new Scratch(target, name, more, discarded);
    }

    Scratch asDiscarded() {
        return new Scratch(target, name, tenants, true);
    }
}
