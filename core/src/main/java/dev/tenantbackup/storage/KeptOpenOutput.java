// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.storage;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Passes everything on but {@code close}: a content writer that closes its stream must not close the storage's file.
 */
class KeptOpenOutput extends FilterOutputStream {

    KeptOpenOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
