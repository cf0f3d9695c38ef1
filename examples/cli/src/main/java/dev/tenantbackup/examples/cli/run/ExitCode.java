// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.run;

import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.CatalogException;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.NotFoundException;
import picocli.CommandLine.ParameterException;

/** How a command ended, for scripts. The numbers are documented and never change their meaning. */
public enum ExitCode {
    /** Done; {@code inspect} and {@code diff} end so whatever they find. */
    DONE(0),
    /** Failed; nothing half-done remains. */
    FAILED(1),
    /** Wrong use, also a destructive write that nobody confirmed. */
    WRONG_USE(2),
    /** The backup is invalid. */
    INVALID_BACKUP(3),
    /** The catalog is incomplete or contradicts the database. */
    INCOMPLETE_CATALOG(4),
    /** Refused because of conflicts or bystanders; {@code verify} ends so if it finds a problem. */
    REFUSED(5),
    /** What was named does not exist. */
    NOT_FOUND(6);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** The code of a failure. */
    public static ExitCode of(Throwable failure) {
        if (failure instanceof ParameterException || failure instanceof InvalidRequestException) {
            return WRONG_USE;
        }
        if (failure instanceof ArchiveException) {
            return INVALID_BACKUP;
        }
        if (failure instanceof CatalogException) {
            return INCOMPLETE_CATALOG;
        }
        if (failure instanceof ConflictException) {
            return REFUSED;
        }
        return failure instanceof NotFoundException ? NOT_FOUND : FAILED;
    }
}
