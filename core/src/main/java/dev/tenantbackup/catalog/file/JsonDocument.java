// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A JSON text; it knows no aliases. */
record JsonDocument(JsonParser parser) implements NodeReader.Document {

    static NodeReader.Document of(String text) {
        try {
            return new JsonDocument(new JsonFactory().createParser(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isAlias() {
        return false;
    }
}
