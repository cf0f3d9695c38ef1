// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The only class that knows the YAML library, which may be absent: it is loaded when YAML is read, and not before. */
final class YamlDocument implements NodeReader.Document {

    private final YAMLParser parser;

    private YamlDocument(YAMLParser parser) {
        this.parser = parser;
    }

    static NodeReader.Document of(String text) {
        try {
            return new YamlDocument(new YAMLFactory().createParser(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public JsonParser parser() {
        return parser;
    }

    @Override
    public boolean isAlias() throws IOException {
        return parser.isCurrentAlias();
    }
}
