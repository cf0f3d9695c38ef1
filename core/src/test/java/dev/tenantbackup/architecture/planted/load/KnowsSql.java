// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.architecture.planted.load;

import java.sql.Connection;

/** Only an adapter may know SQL. */
public record KnowsSql(Connection connection) {}
