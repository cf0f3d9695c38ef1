// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.storage;

import java.io.InputStream;

/** The ability of a storage to read a part of an object without reading what precedes it. */
public interface SupportsRangedReads {

    /**
     * Opens a part of an object. The caller closes the stream.
     *
     * @param offset the first byte, counted from 0
     * @param length how many bytes; fewer come if the object ends before
     * @throws IllegalArgumentException if one of them is negative
     * @throws ObjectNotFoundException if there is no such object
     */
    InputStream open(ObjectKey key, long offset, long length);
}
