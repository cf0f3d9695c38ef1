// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.SchemaProbe;
import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.database.TenantWriter;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.schema.DatabaseSchema;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A database whose client's process dies right after the first commit: nothing that it does later happens any more. */
final class DyingDatabase implements TenantDatabase {

    private final TenantDatabase database;
    private boolean dead;

    DyingDatabase(TenantDatabase database) {
        this.database = database;
    }

    @Override
    public DatabaseSchema schema() {
        return alive().schema();
    }

    @Override
    public SchemaProbe probe() {
        return alive().probe();
    }

    @Override
    public TenantReader reader(Catalog catalog) {
        return alive().reader(catalog);
    }

    @Override
    public TenantWriter writer(LoadPlan plan) {
        TenantWriter writer = alive().writer(plan);
        return (TenantWriter) Proxy.newProxyInstance(
                TenantWriter.class.getClassLoader(),
                new Class<?>[] {TenantWriter.class},
                (proxy, method, arguments) -> {
                    Object result;
                    try {
                        result = method.invoke(writer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (method.getName().equals("commit")) {
                        dead = true;
                        throw new Dead();
                    }
                    return result;
                });
    }

    private TenantDatabase alive() {
        if (dead) {
            throw new Dead();
        }
        return database;
    }

    /** There is nobody any more who could catch it. */
    static final class Dead extends Error {

        private static final long serialVersionUID = 1L;

        Dead() {
            super("the process is gone");
        }
    }
}
