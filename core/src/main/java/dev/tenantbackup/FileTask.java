// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.files.FileKey;

/** One file that a restore puts where its rows will look for it. */
sealed interface FileTask {

    /** The key that the written rows hold. */
    FileKey key();

    /** What is to be there. */
    FileSupply.Content content();

    /** The key of the file that exists only because of this task. */
    FileKey created();

    /** There is no file yet. */
    record Put(FileKey key, FileSupply.Content content) implements FileTask {

        @Override
        public FileKey created() {
            return key;
        }
    }

    /**
     * There is one with other bytes.
     *
     * @param aside where these are kept until the rows are committed
     */
    record Replace(FileKey key, FileSupply.Content content, FileKey aside) implements FileTask {

        @Override
        public FileKey created() {
            return aside;
        }
    }
}
