// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A file with any of the common options, named as on the command line but without dashes in front.
 *
 * <p>{@code .properties} files are properties in UTF-8, all others YAML with one flat mapping. A name that is no option
 * is refused: a misspelt {@code tenant-tabel} must not pass for none.
 */
final class ConfigFile {

    private static final Set<String> NAMES = Set.of(
            "url",
            "user",
            "password",
            "schema",
            "tenant-table",
            "tenant-column",
            "name-column",
            "active-where",
            "catalog",
            "accept-proposals",
            "storage",
            "files",
            "s3-endpoint",
            "s3-region",
            "archive-limit",
            "signing-key",
            "require-signature-from",
            "recipient",
            "recipients-file",
            "identity",
            "passphrase",
            "passphrase-file",
            "output");

    private final Path file;
    private final Map<String, String> values;

    private ConfigFile(Path file, Map<String, String> values) {
        this.file = file;
        this.values = values;
    }

    /** A file that says nothing. */
    static ConfigFile none() {
        return new ConfigFile(Path.of(""), Map.of());
    }

    /**
     * Reads a file.
     *
     * @throws InvalidRequestException if there is none, it
     * @throws InvalidRequestException if it can't be read, or names what is no option
     */
    static ConfigFile read(Path file) {
        Map<String, String> values;
        try {
            values = file.toString().endsWith(".properties") ? properties(file) : yaml(file);
        } catch (NoSuchFileException e) {
            throw new InvalidRequestException(Problem.of("There is no configuration file '" + file + "'."), e);
        } catch (JsonProcessingException e) {
            // The parser's own message quotes the line, and the line may hold the password.
            throw refused(file, "is not valid YAML (line " + e.getLocation().getLineNr() + ")");
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidRequestException(Problem.of("The configuration file '" + file + "' can't be read."), e);
        }
        Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(names());
        if (!unknown.isEmpty()) {
            throw refused(file, "names what is no option: " + String.join(", ", unknown));
        }
        return new ConfigFile(file, values);
    }

    private static Set<String> names() {
        Set<String> names = new TreeSet<>(NAMES);
        names.addAll(RetentionSettings.names());
        return names;
    }

    private static InvalidRequestException refused(Path file, String why) {
        return new InvalidRequestException(Problem.of("The configuration file '" + file + "' " + why + ".")
                .withHint("It may hold: " + String.join(", ", names()) + "."));
    }

    private static Map<String, String> properties(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        Map<String, String> values = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(name -> values.put(name, properties.getProperty(name).trim()));
        return values;
    }

    private static Map<String, String> yaml(Path file) throws IOException {
        JsonNode document = new YAMLMapper().readTree(Files.readString(file));
        Map<String, String> values = new TreeMap<>();
        if (document.isMissingNode() || document.isNull()) {
            return values;
        }
        if (!document.isObject()) {
            throw refused(file, "is not one flat mapping of names to values");
        }
        document.properties().forEach(entry -> values.put(entry.getKey(), text(file, entry)));
        return values;
    }

    private static String text(Path file, Map.Entry<String, JsonNode> entry) {
        JsonNode value = entry.getValue();
        if (value.isArray()) {
            List<String> parts = new ArrayList<>();
            value.forEach(part -> parts.add(part.asText()));
            return String.join(",", parts);
        }
        if (!value.isValueNode() || value.isNull()) {
            throw refused(file, "has no plain value for '" + entry.getKey() + "'");
        }
        return value.asText();
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** A path; a relative one starts at the folder that the file lies in. */
    Optional<Path> path(String name) {
        return value(name)
                .map(text -> file.toAbsolutePath().resolveSibling(text).normalize());
    }

    /** Paths between commas; relative ones start at the folder that the file lies in. */
    List<Path> paths(String name) {
        return Stream.of(value(name).orElse("").split(",", -1))
                .map(String::trim)
                .filter(text -> !text.isEmpty())
                .map(text -> file.toAbsolutePath().resolveSibling(text).normalize())
                .toList();
    }

    boolean flag(String name) {
        String text = value(name).orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            throw refused(file, "says '" + text + "' where '" + name + "' is true or false");
        }
        return text.equals("true");
    }

    Optional<OutputFormat> output() {
        return value("output")
                .map(text -> OutputFormat.of(text)
                        .orElseThrow(() -> refused(file, "says '" + text + "' where 'output' is text or json")));
    }
}
