// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.file;

import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Declarations as a file in YAML or JSON, as {@code docs/catalog.md} describes it. Strict: an unknown field, a word that
 * means nothing, a table given twice are errors, all reported at once with their lines, because a rule that was
 * misspelled and therefore ignored is found out on the worst of days.
 */
public final class CatalogFile {

    private CatalogFile() {}

    /**
     * Reads a file, in the format that its name tells.
     *
     * @throws dev.tenantbackup.model.CatalogException if it is not a catalog: with every mistake and its line; or if it
     *     lists tables as undecided
     * @throws InvalidRequestException if there is no such file, it can't be read, or it is YAML and the library for that
     *     is not on the class path
     */
    public static CatalogDeclarations read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file), CatalogFormat.ofFileName(file.toString()));
        } catch (NoSuchFileException e) {
            throw new InvalidRequestException(
                    Problem.of("There is no catalog file '" + file + "'.")
                            .withHint("Write one with 'catalog init', or leave the option out."),
                    e);
        } catch (IOException e) {
            throw new InvalidRequestException(
                    Problem.of("Cannot read catalog file '" + file + "': " + e + ".")
                            .withHint("It must be a readable file in UTF-8."),
                    e);
        }
    }

    /**
     * Reads a text.
     *
     * @throws dev.tenantbackup.model.CatalogException as {@link #read}
     * @throws InvalidRequestException if it is YAML and the library for that is not on the class path
     */
    public static CatalogDeclarations parse(String text, CatalogFormat format) {
        return parse(format.name(), text, format);
    }

    /** Writes declarations so that reading them gives the same again; the order is that of the names. */
    public static String write(CatalogDeclarations declarations, CatalogFormat format) {
        Node.Mapping document = new DeclarationsWriter(Map.of()).document(declarations);
        return format == CatalogFormat.JSON ? JsonPrinter.print(document) : YamlPrinter.print(document);
    }

    private static CatalogDeclarations parse(String name, String text, CatalogFormat format) {
        FileProblems problems = new FileProblems(name);
        NodeReader.Document document = format == CatalogFormat.JSON ? JsonDocument.of(text) : yaml(name, text);
        Optional<CatalogDeclarations> declarations =
                NodeReader.read(document, problems).map(node -> new DeclarationsReader(problems).read(node));
        problems.throwIfAny();
        return declarations.orElseThrow();
    }

    private static NodeReader.Document yaml(String name, String text) {
        try {
            return YamlDocument.of(text);
        } catch (NoClassDefFoundError e) {
            throw new InvalidRequestException(
                    Problem.of("Cannot read '" + name + "': the library for YAML is not on the class path.")
                            .withHint("Add com.fasterxml.jackson.dataformat:jackson-dataformat-yaml, or keep the"
                                    + " catalog in JSON, which needs nothing more."),
                    e);
        }
    }
}
