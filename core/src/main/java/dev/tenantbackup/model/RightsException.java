// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import java.util.List;

/** The database user may not do what an operation takes. It was refused before it began: nothing was done. */
public final class RightsException extends TenantBackupException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> statements;

    /**
     * @param statements what an administrator has to run, all of it
     */
    public RightsException(Problem problem, List<String> statements) {
        super(problem, null);
        this.statements = List.copyOf(statements);
    }

    /** The SQL statements, without semicolons, that give the user every right that is missing. */
    public List<String> statements() {
        return statements;
    }

    @Override
    public String kind() {
        return "rights";
    }
}
