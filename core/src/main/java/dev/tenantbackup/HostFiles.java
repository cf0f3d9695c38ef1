// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.files.FileSink;
import dev.tenantbackup.files.FileSource;
import java.util.Optional;

/**
 * Where the application's files are, as far as anybody said.
 *
 * @param source to read them; present if the sink is
 * @param sink to write them as well
 */
record HostFiles(Optional<FileSource> source, Optional<FileSink> sink) {

    static final HostFiles NONE = new HostFiles(Optional.empty(), Optional.empty());

    static HostFiles readOnly(FileSource files) {
        return new HostFiles(Optional.of(files), Optional.empty());
    }

    static HostFiles of(FileSink files) {
        return new HostFiles(Optional.of(files), Optional.of(files));
    }
}
