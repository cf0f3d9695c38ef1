// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.storage;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Produces an object's bytes, of a length that nobody knows before.
 *
 * <p>Called once, on the thread that called the storage. Whatever it throws, nothing is stored.
 */
@FunctionalInterface
public interface ContentWriter {

    /**
     * Writes everything.
     *
     * @param out where to; closed by the storage, not by the writer. May be used by another thread than this one, by one
     *     at a time, and by none any more when this returns or throws
     */
    void writeTo(OutputStream out) throws IOException;

    /** Bytes that are in memory already. */
    static ContentWriter of(byte[] content) {
        return out -> out.write(content);
    }
}
