// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.storage;

import java.nio.file.Path;
import java.util.Optional;

/** The ability of a storage whose objects are local files, so that large ones need not be copied before they are read. */
public interface SupportsLocalFiles {

    /** The file of a complete object, for reading only; empty if there is none. */
    Optional<Path> file(ObjectKey key);
}
