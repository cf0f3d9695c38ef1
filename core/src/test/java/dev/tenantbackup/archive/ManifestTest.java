// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import static dev.tenantbackup.archive.ArchiveSamples.archive;
import static dev.tenantbackup.archive.ArchiveSamples.channel;
import static dev.tenantbackup.archive.ArchiveSamples.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {

    private static final ObjectMapper JACKSON = new ObjectMapper();

    @Test
    void whatItSaysIsReadAsItWasWritten() throws IOException {
        Manifest written = written();
        try (ArchiveReader reader = open(archive())) {
            assertThat(reader.manifest()).isEqualTo(written);
            assertThat(reader.manifest().rows()).isEqualTo(7);
            assertThat(reader.manifest().find(ArchiveSamples.NOTES)).isPresent();
            assertThat(reader.manifest().findShared(ArchiveSamples.COUNTRIES)).isPresent();
            assertThat(reader.manifest().find(ArchiveSamples.COUNTRIES)).isEmpty();
        }
    }

    @Test
    void unknownFieldsAnywhereAreIgnored() throws IOException {
        ObjectNode json = json();
        int objects = addUnknownFields(json);

        assertThat(objects).isGreaterThan(25);
        assertThat(read(json)).isEqualTo(written());
    }

    @Test
    void kindsOfFindingsOfLaterReleasesAreTaken() throws IOException {
        ObjectNode json = json();
        ((ObjectNode) json.get("findings").get(0)).put("kind", "from-the-future");

        assertThat(read(json).findings().get(0).kind()).isEqualTo(Finding.Kind.OTHER);
    }

    @Test
    void aNewerFormatIsRefusedByItsNumber() throws IOException {
        ObjectNode json = json();
        json.put("formatVersion", 2);
        json.remove("tables");
        byte[] archive = archiveWith(json);

        assertThatThrownBy(() -> open(archive))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("format version 2")
                .hasMessageContaining("up to version 1")
                .hasMessageContaining("newer");
    }

    @Test
    void everyFieldIsRequiredUnlessItIsDocumentedAsOptional() throws IOException {
        List<String> optional = List.of("tenantName", "hint", "when");
        List<String> missed = new ArrayList<>();
        for (List<String> path : paths(json(), List.of())) {
            String field = path.get(path.size() - 1);
            ObjectNode json = json();
            ObjectNode parent = (ObjectNode) parentOf(json, path);
            parent.remove(field);
            boolean mayBeMissing = optional.contains(field) || isName(path);
            if (mayBeMissing) {
                read(json);
            } else {
                assertThatThrownBy(() -> read(json))
                        .as(path.toString())
                        .isInstanceOf(MalformedDocumentException.class)
                        .hasMessageContaining(field + " is missing");
                missed.add(field);
            }
        }
        assertThat(missed)
                .contains("tenant", "sha256", "blocks", "takenAt", "parentColumns", "reason")
                .hasSizeGreaterThan(80);
    }

    @Test
    void noFieldTakesAValueOfAnotherType() throws IOException {
        for (List<String> path : paths(json(), List.of())) {
            for (String wrong : List.of("{\"x\": 1}", "[[]]", "-1.5")) {
                ObjectNode json = json();
                ((ObjectNode) parentOf(json, path)).set(path.get(path.size() - 1), JACKSON.readTree(wrong));
                assertThatThrownBy(() -> read(json))
                        .as("%s = %s", path, wrong)
                        .isInstanceOf(MalformedDocumentException.class);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "/format, other, format is not",
                "/formatVersion, 0, formatVersion is not 1 or greater",
                "/backupId, ../evil, backupId is not a backup id",
                "/tenant, \"\", tenant is not a tenant id",
                "/kind, weekly, kind is not a known word",
                "/exportedAt, yesterday, exportedAt is not a UTC time",
                "/schemaFingerprint, 00, schemaFingerprint is not a SHA-256 digest",
                "/blockRows, 10, blockRows is not 4096",
                "/tables/0/table, a b, tables[0].table is not a table's name",
                "/tables/0/entry, ../evil, tables[0].entry is not 'tables/menus.json'",
                "/tables/0/rows, 4, tables[0] is impossible",
                "/tables/0/ownership, shared, tables[0].entry is not 'shared/menus.json'",
                "/tables/0/columns/0/form, money, tables[0].columns[0].form is not a known word",
                "/tables/0/columns/1/name, id, tables[0] is impossible: table menus has column 'id' twice",
                "/tables/0/key/0, nowhere, 'nowhere' is not among the columns",
                "/tables/0/blocks/0/sha256, XX, tables[0].blocks[0].sha256 is not a SHA-256 digest",
                "/tables/0/blocks/0/rows, 5000, tables[0].blocks[0] is impossible",
                "/tables/2/table, menus, tables[2].entry is not",
                "/options/gaps, x, options.gaps is not an array",
            })
    void whatItSaysMustMakeSense(String pointer, String value, String message) throws IOException {
        ObjectNode json = json();
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = slash == 0 ? json : json.at(pointer.substring(0, slash));
        String field = pointer.substring(slash + 1);
        JsonNode node = value.matches("[0-9]{1,5}") && !message.contains("digest")
                ? JACKSON.getNodeFactory().numberNode(Integer.parseInt(value))
                : JACKSON.getNodeFactory().textNode(value);
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(field), node);
        } else {
            ((ObjectNode) parent).set(field, node);
        }

        assertThatThrownBy(() -> read(json))
                .isInstanceOf(MalformedDocumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aRepeatedFieldIsRefused() {
        String twice = new String(ManifestWriter.write(ArchiveSamples.manifest(List.of())), StandardCharsets.UTF_8)
                .replace("\"tenant\": \"42\",", "\"tenant\": \"42\", \"tenant\": \"43\",");
        assertThatThrownBy(() -> ManifestReader.read(twice.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedDocumentException.class)
                .hasMessageContaining("not valid JSON");
    }

    @Test
    void deepNestingIsRefused() {
        byte[] deep = ("{\"x\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ManifestReader.read(deep)).isInstanceOf(MalformedDocumentException.class);
    }

    @Test
    void aDamagedManifestIsRefusedWithItsPlace() throws IOException {
        ObjectNode json = json();
        ((ObjectNode) json.get("tables").get(1)).put("sha256", 7);
        byte[] archive = archiveWith(json);
        assertThatThrownBy(() -> open(archive))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("manifest.json: tables[1].sha256 is not a string");
    }

    private static Manifest written() throws IOException {
        return ArchiveSamples.write(
                ArchiveSamples.ID,
                ArchiveSamples.EXPORTED_AT,
                TenantId.of(42),
                new ArchiveWriter(new ByteArrayOutputStream()));
    }

    private static ObjectNode json() throws IOException {
        return (ObjectNode) JACKSON.readTree(ManifestWriter.write(written()));
    }

    private static Manifest read(JsonNode json) throws IOException {
        return ManifestReader.read(JACKSON.writeValueAsBytes(json));
    }

    private static byte[] archiveWith(JsonNode manifest) throws IOException {
        byte[] archive = archive();
        RawZip zip = new RawZip();
        for (String name : ArchiveFormatTest.names(archive)) {
            zip.entry(
                    name,
                    name.equals("manifest.json")
                            ? JACKSON.writeValueAsString(manifest)
                            : ArchiveFormatTest.entry(archive, name));
        }
        byte[] bytes = zip.bytes();
        assertThat(channel(bytes).size()).isEqualTo(bytes.length);
        return bytes;
    }

    /** Fields whose names are data: columns with rules, columns of a sample's key. */
    private static boolean isName(List<String> path) {
        String parent = path.size() < 2 ? "" : path.get(path.size() - 2);
        String grandparent = path.size() < 3 ? "" : path.get(path.size() - 3);
        return grandparent.equals("rules") || grandparent.equals("samples") || parent.equals("samples");
    }

    private static JsonNode parentOf(JsonNode json, List<String> path) {
        return path.size() == 1 ? json : json.at("/" + String.join("/", path.subList(0, path.size() - 1)));
    }

    private static List<List<String>> paths(JsonNode node, List<String> path) {
        List<List<String>> paths = new ArrayList<>();
        if (node.isObject()) {
            node.fieldNames().forEachRemaining(field -> {
                List<String> to = new ArrayList<>(path);
                to.add(field);
                paths.add(to);
                paths.addAll(paths(node.get(field), to));
            });
        } else {
            for (int i = 0; i < node.size(); i++) {
                List<String> to = new ArrayList<>(path);
                to.add(String.valueOf(i));
                paths.addAll(paths(node.get(i), to));
            }
        }
        return paths;
    }

    private static int addUnknownFields(JsonNode node) {
        int objects = 0;
        for (JsonNode child : node) {
            objects += addUnknownFields(child);
        }
        if (node instanceof ObjectNode object
                && (object.has("name")
                        || object.has("table")
                        || object.has("tenant")
                        || object.has("rows")
                        || object.has("product"))) {
            object.set("unknown", JACKSON.createObjectNode().put("x", 1));
            objects++;
        }
        return objects;
    }
}
