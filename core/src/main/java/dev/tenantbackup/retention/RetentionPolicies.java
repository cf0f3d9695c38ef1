// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.retention;

import dev.tenantbackup.model.TenantId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Whose backups are kept by which policy.
 *
 * @param standard for tenants of which nothing else is said
 * @param special by tenant
 */
public record RetentionPolicies(RetentionPolicy standard, Map<TenantId, RetentionPolicy> special) {

    public RetentionPolicies {
        Objects.requireNonNull(standard, "standard");
        special = Map.copyOf(special);
    }

    /** One policy for every tenant. */
    public static RetentionPolicies of(RetentionPolicy policy) {
        return new RetentionPolicies(policy, Map.of());
    }

    /** A policy for one tenant; nothing of any other is removed. */
    public static RetentionPolicies onlyFor(TenantId tenant, RetentionPolicy policy) {
        return of(RetentionPolicy.KEEP_ALL).with(tenant, policy);
    }

    /** Another policy for one tenant. */
    public RetentionPolicies with(TenantId tenant, RetentionPolicy policy) {
        Map<TenantId, RetentionPolicy> changed = new HashMap<>(special);
        changed.put(tenant, policy);
        return new RetentionPolicies(standard, changed);
    }

    /** The policy for a tenant. */
    public RetentionPolicy of(TenantId tenant) {
        return special.getOrDefault(tenant, standard);
    }
}
