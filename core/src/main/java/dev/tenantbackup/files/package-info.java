/**
 * Files that rows point to, outside of the database: the SPIs {@link dev.tenantbackup.files.FileSource} and {@link
 * dev.tenantbackup.files.FileSink}, in memory and in a directory.
 *
 * <p>Enters: keys that rows hold, bytes that an archive holds. Leaves: the files' bytes, and new files under keys that
 * were free. Which rows point to which file is not this room's business. Next: {@code archive}, and the front door.
 */
@NullMarked
package dev.tenantbackup.files;

import org.jspecify.annotations.NullMarked;
