// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Prints a document as JSON; comments are lost. */
final class JsonPrinter {

    private JsonPrinter() {}

    static String print(Node.Mapping document) {
        StringWriter text = new StringWriter();
        DefaultPrettyPrinter pretty = new DefaultPrettyPrinter();
        pretty.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
            generator.setPrettyPrinter(pretty);
            print(document, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    private static void print(Node node, JsonGenerator generator) throws IOException {
        if (node instanceof Node.Mapping mapping) {
            generator.writeStartObject();
            for (Node.Entry entry : mapping.entries()) {
                generator.writeFieldName(entry.key());
                print(entry.value(), generator);
            }
            generator.writeEndObject();
        } else if (node instanceof Node.Sequence sequence) {
            generator.writeStartArray();
            for (Node item : sequence.items()) {
                print(item, generator);
            }
            generator.writeEndArray();
        } else if (node instanceof Node.Scalar scalar) {
            if (scalar.isBare()) {
                generator.writeRawValue(scalar.text());
            } else {
                generator.writeString(scalar.text());
            }
        } else {
            generator.writeNull();
        }
    }
}
