// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit.databases;

import javax.sql.DataSource;

/**
 * An empty database for one test.
 *
 * @param engine its product
 * @param url its JDBC address, with everything needed to connect
 * @param dataSource connections to it, not pooled
 */
public record TestDatabase(Engine engine, String url, DataSource dataSource) {}
