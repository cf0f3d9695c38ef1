// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The catalog does not describe the database completely or without contradiction. Nothing was done. */
public final class CatalogException extends TenantBackupException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> all;

    public CatalogException(Problem problem) {
        this(problem, List.of(problem));
    }

    /**
     * Reports everything at once.
     *
     * @param summary one message that names all of it
     * @param all each problem by itself, with its table and hint
     */
    public CatalogException(Problem summary, List<Problem> all) {
        super(summary, null);
        this.all = List.copyOf(all);
    }

    /** Every problem found, not the first. */
    public List<Problem> all() {
        return all;
    }

    /** The tables concerned. */
    public Set<TableName> tables() {
        Set<TableName> tables = new TreeSet<>();
        all.forEach(problem -> problem.table().ifPresent(tables::add));
        return tables;
    }

    @Override
    public String kind() {
        return "catalog";
    }
}
