// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.archive.seal.VerifyingKey;
import java.nio.file.Path;

/** The JSON documents of the {@code key} commands. None of them holds a private key. */
public final class KeyDocuments {

    private KeyDocuments() {}

    /** A key pair to sign with, just made. */
    public static ObjectNode generated(Path file, VerifyingKey publicHalf) {
        ObjectNode document = generated(file, publicHalf.toPem());
        document.put("keyId", publicHalf.id());
        return document;
    }

    /** A key pair to encrypt for, just made. */
    public static ObjectNode generated(Path file, String publicKey) {
        ObjectNode document = Json.object();
        document.put("file", file.toAbsolutePath().toString());
        document.put("publicKey", publicKey);
        return document;
    }
}
