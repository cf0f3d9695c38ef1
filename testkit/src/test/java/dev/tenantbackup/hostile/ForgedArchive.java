// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.hostile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * An archive whose rows and manifest somebody changed, packed so that it is consistent in itself: counts and digests are
 * those of the changed rows. Made from the format's description, without the library. Names are found in any case.
 */
final class ForgedArchive {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MANIFEST = "manifest.json";
    private static final int BLOCK_ROWS = 4096;

    private final ObjectNode manifest;
    /** By the name of the entry. */
    private final Map<String, List<ObjectNode>> rows = new TreeMap<>();

    private ForgedArchive(ObjectNode manifest) {
        this.manifest = manifest;
    }

    /** The parts of a genuine archive, to be changed. */
    static ForgedArchive of(byte[] genuine) {
        Map<String, String> entries = entries(genuine);
        ForgedArchive forged = new ForgedArchive((ObjectNode) parse(entries.get(MANIFEST)));
        entries.forEach((name, text) -> {
            if (!name.equals(MANIFEST)) {
                List<ObjectNode> list = new ArrayList<>();
                parse(text).forEach(row -> list.add((ObjectNode) row));
                forged.rows.put(name, list);
            }
        });
        return forged;
    }

    ObjectNode manifest() {
        return manifest;
    }

    /** What the manifest says of a table, owned or shared. */
    ObjectNode table(String name) {
        for (String kind : List.of("tables", "shared")) {
            for (JsonNode table : manifest.withArray(kind)) {
                if (table.get("table").asText().equalsIgnoreCase(name)) {
                    return (ObjectNode) table;
                }
            }
        }
        throw new IllegalArgumentException("no table " + name);
    }

    /** The rows of a table, to be changed in place. */
    List<ObjectNode> rows(String table) {
        return rows.get(table(table).get("entry").asText());
    }

    ObjectNode row(String table, int id) {
        return rows(table).stream()
                .filter(row -> row.get(column(row, "id")).asInt() == id)
                .findFirst()
                .orElseThrow();
    }

    /** Sets a value of a row; text in quotes, anything else as it stands. */
    ForgedArchive set(String table, int id, String column, String json) {
        ObjectNode row = row(table, id);
        row.set(column(row, column), parse(json));
        return this;
    }

    /** Adds a row like another one but for some columns, where its key belongs. */
    ForgedArchive add(String table, int like, String column, String json, String... more) {
        ObjectNode row = row(table, like).deepCopy();
        row.set(column(row, column), parse(json));
        for (int i = 0; i < more.length; i += 2) {
            row.set(column(row, more[i]), parse(more[i + 1]));
        }
        List<ObjectNode> list = rows(table);
        int at = 0;
        String id = column(row, "id");
        while (at < list.size() && list.get(at).get(id).asLong() < row.get(id).asLong()) {
            at++;
        }
        list.add(at, row);
        return this;
    }

    /** Adds a column to a table, in the case of the others, and one value to each of its rows. */
    ForgedArchive addColumn(String table, String column, String type, String form, String json) {
        String name = spelledLike(table, column);
        ArrayNode columns = table(table).withArray("columns");
        columns.addObject()
                .put("name", name)
                .put("type", type)
                .put("form", form)
                .put("nullable", true);
        rows(table).forEach(row -> row.set(name, parse(json)));
        return this;
    }

    /** Adds an owned table like another one, under another name in its case, with that one's rows. */
    ForgedArchive addTable(String added, String like) {
        String name = spelledLike(like, added);
        ObjectNode table = table(like).deepCopy();
        List<ObjectNode> copies =
                rows(like).stream().map(ObjectNode::deepCopy).collect(Collectors.toCollection(ArrayList::new));
        table.put("table", name).put("entry", "tables/" + name + ".json").put("ownership", "column");
        table.putArray("naturalKey");
        manifest.withArray("tables").add(table);
        rows.put("tables/" + name + ".json", copies);
        return this;
    }

    /** Changes what the manifest says of a column. */
    ForgedArchive describe(String table, String column, String field, JsonNode value) {
        for (JsonNode described : table(table).get("columns")) {
            if (described.get("name").asText().equalsIgnoreCase(column)) {
                ((ObjectNode) described).set(field, value);
            }
        }
        return this;
    }

    /** Puts other rows into a table. */
    ForgedArchive replace(String table, List<ObjectNode> others) {
        rows(table).clear();
        rows(table).addAll(others);
        return this;
    }

    private String spelledLike(String table, String name) {
        String spelled = table(table).get("table").asText();
        return spelled.equals(spelled.toUpperCase(Locale.ROOT)) ? name.toUpperCase(Locale.ROOT) : name;
    }

    /** The archive, consistent in itself. */
    byte[] consistent() {
        for (String kind : List.of("tables", "shared")) {
            manifest.withArray(kind).forEach(table -> describe((ObjectNode) table));
        }
        return packed();
    }

    /** The archive with whatever the manifest says now. */
    byte[] packed() {
        Map<String, String> entries = new LinkedHashMap<>();
        for (String kind : List.of("tables", "shared")) {
            manifest.withArray(kind).forEach(table -> {
                String entry = table.get("entry").asText();
                entries.put(entry, text(rows.getOrDefault(entry, List.of())));
            });
        }
        entries.put(MANIFEST, manifest.toString());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The name of a row's column as the row spells it. */
    static String column(ObjectNode row, String name) {
        List<String> names = new ArrayList<>();
        row.fieldNames().forEachRemaining(names::add);
        return names.stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no column " + name + " in " + names));
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void describe(ObjectNode table) {
        List<ObjectNode> list = rows.getOrDefault(table.get("entry").asText(), List.of());
        byte[] bytes = text(list).getBytes(StandardCharsets.UTF_8);
        table.put("rows", list.size()).put("bytes", bytes.length).put("sha256", sha256(bytes));
        ArrayNode blocks = table.putArray("blocks");
        for (int from = 0; from < list.size(); from += BLOCK_ROWS) {
            List<ObjectNode> some = list.subList(from, Math.min(list.size(), from + BLOCK_ROWS));
            byte[] digested = some.stream()
                    .map(row -> row + "\n")
                    .collect(Collectors.joining())
                    .getBytes(StandardCharsets.UTF_8);
            ObjectNode block = blocks.addObject();
            block.put("rows", some.size()).put("bytes", digested.length).put("sha256", sha256(digested));
            block.set("first", key(table, some.get(0)));
            block.set("last", key(table, some.get(some.size() - 1)));
        }
    }

    private static ArrayNode key(ObjectNode table, ObjectNode row) {
        ArrayNode key = JSON.createArrayNode();
        table.get("key").forEach(column -> key.add(row.get(column.asText()).asText()));
        return key;
    }

    private static String text(List<ObjectNode> rows) {
        return rows.isEmpty()
                ? "[]\n"
                : rows.stream().map(ObjectNode::toString).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> entries(byte[] archive) {
        Map<String, String> entries = new LinkedHashMap<>();
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(archive))
                .get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                entries.put(
                        entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }
}
