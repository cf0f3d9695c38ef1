// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.crash;

import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.database.TenantWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** A database in which something else happens, once, at a moment of the first transaction that writes. */
final class HookedDatabase {

    private final TenantDatabase database;
    private final Map<String, Event> events = new HashMap<>();
    private int writers;

    HookedDatabase(TenantDatabase database) {
        this.database = database;
    }

    /** What happens. */
    @FunctionalInterface
    interface Event {
        void happen() throws Exception;
    }

    /** When everything is staged, and nothing written. */
    HookedDatabase afterStaging(Event event) {
        events.put("conflicts", event);
        return this;
    }

    /** When everything is written and proved. */
    HookedDatabase beforeCommit(Event event) {
        events.put("commit", event);
        return this;
    }

    /** How many transactions that write were begun. */
    int writers() {
        return writers;
    }

    TenantDatabase asDatabase() {
        return forwarding(TenantDatabase.class, database, (method, result) -> {
            if (result instanceof TenantWriter writer) {
                writers++;
                return forwarding(TenantWriter.class, writer, (name, outcome) -> outcome);
            }
            return result;
        });
    }

    private <T> T forwarding(Class<T> type, T target, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                HookedDatabase.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Event event = events.remove(method.getName());
                    if (event != null) {
                        event.happen();
                    }
                    try {
                        return answer.to(method.getName(), method.invoke(target, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @FunctionalInterface
    private interface Answer {
        Object to(String method, Object result);
    }
}
