// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.engine;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;

/** The products that every test runs on. */
public enum Engine {
    H2 {
        @Override
        public TestDatabase create() {
            return create("");
        }

        @Override
        public TestDatabase createLowerCase() {
            return create(";DATABASE_TO_LOWER=TRUE");
        }

        private TestDatabase create(String options) {
            JdbcDataSource dataSource = new JdbcDataSource();
            dataSource.setURL("jdbc:h2:mem:test" + NUMBER.incrementAndGet() + ";DB_CLOSE_DELAY=-1" + options);
            return new TestDatabase(this, dataSource);
        }
    },
    POSTGRES {
        /** Its collation sorts as people do, so that an order by bytes can't be an accident. */
        @Override
        public TestDatabase create() {
            return new TestDatabase(this, PostgresServer.running().emptied());
        }
    };

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /**
     * An empty database; on PostgreSQL the one of the test before, emptied. Skips the test where the engine can't be started, unless {@code -DrequireEngines} says that
     * this is a failure.
     */
    public abstract TestDatabase create();

    /** The same, where an unquoted name is stored in lower case on every product. */
    public TestDatabase createLowerCase() {
        return create();
    }

    /** One of two texts, by product: for statements that can't be the same on both. */
    public String pick(String h2, String postgres) {
        return this == H2 ? h2 : postgres;
    }

    /** A name as an unquoted one is stored. */
    public String name(String unquoted) {
        return this == H2 ? unquoted.toUpperCase(Locale.ROOT) : unquoted;
    }
}
