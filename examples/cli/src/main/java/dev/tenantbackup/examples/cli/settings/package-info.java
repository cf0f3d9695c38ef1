// SPDX-License-Identifier: Apache-2.0
/**
 * What a run is told: options, environment and configuration file, merged into one {@link
 * dev.tenantbackup.examples.cli.settings.Settings}.
 */
@NullMarked
package dev.tenantbackup.examples.cli.settings;

import org.jspecify.annotations.NullMarked;
