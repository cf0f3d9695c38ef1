// SPDX-License-Identifier: Apache-2.0
/**
 * Catalog files: declarations as a document that people write, review and keep under version control.
 *
 * <p>Enters: YAML or JSON text, as {@code docs/catalog.md} describes it. Leaves: {@code CatalogDeclarations}, or one
 * refusal that lists every mistake with its line; and the other way round. Knows the neighbour {@code catalog} only.
 */
@NullMarked
package dev.tenantbackup.catalog.file;

import org.jspecify.annotations.NullMarked;
