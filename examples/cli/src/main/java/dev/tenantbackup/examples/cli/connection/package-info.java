// SPDX-License-Identifier: Apache-2.0
/** From settings to a connected service, with clear words where the database can't be reached. */
@NullMarked
package dev.tenantbackup.examples.cli.connection;

import org.jspecify.annotations.NullMarked;
