// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.crash;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.BaseConnection;

/** A data source that tells before and after whatever a connection sends to its database. */
public final class WatchedDataSource {

    private WatchedDataSource() {}

    /** Hears of every call, on the thread that makes it; what it throws, the caller gets. */
    public interface Watcher {

        void before(Call call) throws SQLException;

        void after(Call call) throws SQLException;
    }

    /** What is done with a connection. */
    public enum Kind {
        OPEN,
        STATEMENT,
        COMMIT,
        ROLLBACK,
        CLOSE
    }

    /**
     * One call.
     *
     * @param kind what is done
     * @param sql the statement; empty for the other kinds
     * @param connection the connection itself, not watched
     * @param values what is bound to the statement
     */
    public record Call(Kind kind, String sql, Connection connection, BoundValues values) {

        Call(Kind kind, String sql, Connection connection) {
            this(kind, sql, connection, other -> {});
        }

        /** What is done, in a word: {@code insert}, {@code commit}. */
        public String word() {
            String[] words = sql.strip().split("\\W+", 2);
            return kind == Kind.STATEMENT
                    ? words[0].toLowerCase(Locale.ROOT)
                    : kind.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return kind == Kind.STATEMENT ? sql.lines().findFirst().orElse("") : word();
        }
    }

    /** Values of a statement's parameters. */
    @FunctionalInterface
    public interface BoundValues {

        /** Binds the same to another statement with the same parameters. */
        void bindTo(PreparedStatement other) throws ReflectiveOperationException;
    }

    public static DataSource of(DataSource source, Watcher watcher) {
        return proxy(DataSource.class, source, (method, arguments) -> {
            Object result = method.invoke(source, arguments);
            if (!(result instanceof Connection connection)) {
                return result;
            }
            watcher.after(new Call(Kind.OPEN, "", connection));
            return watched(connection, watcher);
        });
    }

    private static Connection watched(Connection connection, Watcher watcher) {
        return proxy(Connection.class, connection, (method, arguments) -> {
            Kind kind =
                    switch (method.getName()) {
                        case "commit" -> Kind.COMMIT;
                        case "rollback" -> Kind.ROLLBACK;
                        case "close" -> Kind.CLOSE;
                        default -> null;
                    };
            if (kind != null) {
                return watched(new Call(kind, "", connection), connection, method, arguments, watcher);
            }
            Object result = method.invoke(connection, arguments);
            if (method.getName().equals("unwrap") && result instanceof PGConnection postgres) {
                return watched(postgres, connection, watcher);
            }
            if (result instanceof PreparedStatement statement) {
                return watched(PreparedStatement.class, statement, text(arguments), connection, watcher);
            }
            return result instanceof Statement statement
                    ? watched(Statement.class, statement, "", connection, watcher)
                    : result;
        });
    }

    /** COPY goes past JDBC, by a way of the driver's own. */
    private static PGConnection watched(PGConnection postgres, Connection connection, Watcher watcher) {
        return proxy(
                PGConnection.class,
                postgres,
                (method, arguments) -> method.getName().equals("getCopyAPI")
                        ? new WatchedCopies(connection.unwrap(BaseConnection.class), connection, watcher)
                        : method.invoke(postgres, arguments));
    }

    private static final class WatchedCopies extends CopyManager {

        private final Connection connection;
        private final Watcher watcher;

        WatchedCopies(BaseConnection postgres, Connection connection, Watcher watcher) throws SQLException {
            super(postgres);
            this.connection = connection;
            this.watcher = watcher;
        }

        @Override
        public CopyOut copyOut(String sql) throws SQLException {
            Call call = new Call(Kind.STATEMENT, sql, connection);
            watcher.before(call);
            CopyOut copy = super.copyOut(sql);
            watcher.after(call);
            return copy;
        }

        @Override
        public CopyIn copyIn(String sql) throws SQLException {
            Call call = new Call(Kind.STATEMENT, sql, connection);
            watcher.before(call);
            CopyIn copy = super.copyIn(sql);
            watcher.after(call);
            return copy;
        }
    }

    private static <S extends Statement> S watched(
            Class<S> type, S statement, String prepared, Connection connection, Watcher watcher) {
        Map<Object, BoundValues> values = new TreeMap<>();
        return proxy(type, statement, (method, arguments) -> {
            if (!method.getName().startsWith("execute")) {
                if (arguments != null && arguments.length > 1 && arguments[0] instanceof Integer position) {
                    values.put(position, other -> method.invoke(other, arguments));
                }
                return method.invoke(statement, arguments);
            }
            String sql = arguments != null && arguments.length > 0 ? text(arguments) : prepared;
            Call call = new Call(Kind.STATEMENT, sql, connection, other -> {
                for (BoundValues value : values.values()) {
                    value.bindTo(other);
                }
            });
            return watched(call, statement, method, arguments, watcher);
        });
    }

    private static @Nullable Object watched(
            Call call, Object target, Method method, @Nullable Object @Nullable [] arguments, Watcher watcher)
            throws Throwable {
        watcher.before(call);
        Object result = method.invoke(target, arguments);
        watcher.after(call);
        return result;
    }

    private static String text(@Nullable Object @Nullable [] arguments) {
        return arguments == null ? "" : String.valueOf(arguments[0]);
    }

    @FunctionalInterface
    private interface Answer {
        @Nullable
        Object to(Method method, @Nullable Object @Nullable [] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, T target, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                WatchedDataSource.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return method.getDeclaringClass() == Object.class
                                ? method.invoke(target, arguments)
                                : answer.to(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
