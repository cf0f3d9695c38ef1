// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schema;

import java.util.Objects;

/**
 * How far a schema's recorded history has come.
 *
 * @param tool who keeps the record: {@code flyway}, {@code liquibase}
 * @param version its newest successful version, or the id of its newest change
 */
public record SchemaHead(String tool, String version) {

    public SchemaHead {
        Objects.requireNonNull(tool, "tool");
        Objects.requireNonNull(version, "version");
    }

    /** {@code flyway 4.2}. */
    @Override
    public String toString() {
        return tool + " " + version;
    }
}
