// SPDX-License-Identifier: Apache-2.0
/** The catalog, the rows and their loading, on relational databases. */
module dev.tenantbackup.jdbc {
    requires static transitive org.jspecify;
    requires static org.postgresql.jdbc;
    requires transitive dev.tenantbackup.core;
    requires transitive java.sql;
    requires org.jooq;
    requires org.slf4j;

    exports dev.tenantbackup.jdbc;
    exports dev.tenantbackup.jdbc.fence;
    exports dev.tenantbackup.jdbc.scratch;
}
