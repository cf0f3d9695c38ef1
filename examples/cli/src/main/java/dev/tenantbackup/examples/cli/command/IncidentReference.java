// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.incident.IncidentId;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;

/** Understands how a person names an incident. */
final class IncidentReference {

    private IncidentReference() {}

    static IncidentId of(String text) {
        try {
            return IncidentId.of(text);
        } catch (IllegalArgumentException e) {
            throw new NotFoundException(
                    Problem.of("There is no incident '" + text + "'.").withHint("'incident list' shows their ids."), e);
        }
    }
}
