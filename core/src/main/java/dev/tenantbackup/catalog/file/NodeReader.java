// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a document's nodes from a parser of either format. */
final class NodeReader {

    private final Document document;
    private final JsonParser parser;
    private final FileProblems problems;

    private NodeReader(Document document, FileProblems problems) {
        this.document = document;
        this.parser = document.parser();
        this.problems = problems;
    }

    /** The document's only node, or empty, and a problem, where it can't be read. */
    static Optional<Node> read(Document document, FileProblems problems) {
        try (JsonParser parser = document.parser()) {
            if (parser.nextToken() == null) {
                problems.add(1, "the file is empty.", "Start with the tenant table; see docs/catalog.md.");
                return Optional.empty();
            }
            Node node = new NodeReader(document, problems).node();
            if (parser.nextToken() != null) {
                problems.add(
                        parser.currentTokenLocation().getLineNr(),
                        "something follows the end of the document.",
                        "A catalog file holds one document.");
            }
            return Optional.of(node);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            String message = e.getOriginalMessage().lines().findFirst().orElse("");
            problems.add(line, "this is no well-formed document: " + message, null);
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Node node() throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        if (document.isAlias()) {
            problems.add(line, "an alias (*" + parser.getText() + ") stands here.", "Write out what it stands for.");
            return new Node.Empty(line);
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return mapping(line);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Node> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(node());
            }
            return new Node.Sequence(items, line);
        }
        return token == JsonToken.VALUE_NULL ? new Node.Empty(line) : new Node.Scalar(parser.getText(), line);
    }

    private Node mapping(int line) throws IOException {
        List<Node.Entry> entries = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            int keyLine = parser.currentTokenLocation().getLineNr();
            parser.nextToken();
            Integer before = seen.putIfAbsent(key, keyLine);
            Node value = node();
            if (before == null) {
                entries.add(new Node.Entry(key, value, keyLine, List.of()));
            } else {
                problems.add(
                        keyLine,
                        "'" + key + "' is given a second time; it stands on line " + before + " already.",
                        "Merge the two.");
            }
        }
        return new Node.Mapping(entries, line);
    }

    /** A parser at the start of a document, and the one thing that parsers of different formats say differently. */
    interface Document {

        JsonParser parser();

        /** Whether the current token stands for another part of the document. */
        boolean isAlias() throws IOException;
    }
}
