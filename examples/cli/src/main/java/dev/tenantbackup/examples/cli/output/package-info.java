// SPDX-License-Identifier: Apache-2.0
/** What a run shows: text for people, one JSON document for programs, progress while it works. */
@NullMarked
package dev.tenantbackup.examples.cli.output;

import org.jspecify.annotations.NullMarked;
