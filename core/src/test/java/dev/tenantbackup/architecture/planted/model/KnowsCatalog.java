// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.architecture.planted.model;

import dev.tenantbackup.architecture.planted.catalog.Innocent;

/** The model must not know other rooms. */
public record KnowsCatalog(Innocent table) {}
