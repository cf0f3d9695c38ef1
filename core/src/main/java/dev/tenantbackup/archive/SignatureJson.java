// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tenantbackup.archive.seal.Signature;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A signature as a field of the document whose beginning it covers. */
final class SignatureJson {

    static final String FIELD = "signature";

    private SignatureJson() {}

    static void write(JsonGenerator json, Signature signature) throws IOException {
        json.writeObjectFieldStart(FIELD);
        json.writeStringField("key", signature.keyText());
        json.writeStringField("value", signature.valueText());
        json.writeEndObject();
    }

    /**
     * The signature in an object; null if there is none.
     *
     * @throws MalformedDocumentException if it can be none
     */
    static @Nullable Signature read(JsonObject json) {
        JsonObject signature = json.optionalObject(FIELD);
        return signature == null
                ? null
                : signature.checked(() -> Signature.of(signature.text("key"), signature.text("value")));
    }
}
