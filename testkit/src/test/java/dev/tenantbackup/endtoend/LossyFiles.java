// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import dev.tenantbackup.files.FileKey;
import dev.tenantbackup.files.FileSink;
import dev.tenantbackup.files.StoredFile;
import dev.tenantbackup.storage.ContentWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** Loses the first byte of every file that it creates, and says nothing. */
class LossyFiles implements FileSink {

    private final FileSink files;

    LossyFiles(FileSink files) {
        this.files = files;
    }

    @Override
    public Optional<StoredFile> find(FileKey key) {
        return files.find(key);
    }

    @Override
    public InputStream open(FileKey key) {
        return files.open(key);
    }

    @Override
    public void create(FileKey key, ContentWriter content) {
        files.create(key, out -> content.writeTo(new WithoutFirstByte(out)));
    }

    @Override
    public void replace(FileKey key, ContentWriter content) {
        files.replace(key, content);
    }

    @Override
    public void delete(FileKey key) {
        files.delete(key);
    }

    private static final class WithoutFirstByte extends FilterOutputStream {

        private boolean lost;

        WithoutFirstByte(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            if (lost) {
                super.write(b);
            }
            lost = true;
        }
    }
}
