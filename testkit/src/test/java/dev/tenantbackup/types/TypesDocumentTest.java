// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.types.TypeCase.TypeValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/types.md} lists exactly the types that are tested, with texts that are really theirs. */
class TypesDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/types.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** A row of a table in the document. */
    private record Line(List<String> types, String form, List<String> texts) {}

    @ParameterizedTest
    @EnumSource
    void listsEveryTestedTypeAndNoOther(Engine engine) throws IOException {
        List<TypeCase> cases = TypeList.of(engine).cases();
        List<Line> lines = lines(engine);
        assertThat(lines).isNotEmpty();
        for (Line line : lines) {
            Set<String> texts = new TreeSet<>();
            for (TypeCase tested : cases) {
                if (line.types.contains(tested.type())) {
                    assertThat(line.form)
                            .as(tested.type())
                            .isIn(tested.form().name().toLowerCase(Locale.ROOT), "as their base");
                    tested.values().stream().map(TypeValue::text).forEach(texts::add);
                }
            }
            assertThat(texts).as("texts of %s", line.types).containsAll(line.texts);
        }
        assertThat(lines.stream().flatMap(line -> line.types.stream()))
                .containsExactlyInAnyOrderElementsOf(
                        cases.stream().map(TypeCase::type).toList());
    }

    @ParameterizedTest
    @EnumSource
    void namesEveryTypeThatIsRefused(Engine engine) throws IOException {
        String section = String.join(" ", section(engine));
        String refusals = section.substring(section.indexOf("Refused: "));

        TypeList.of(engine).refused().forEach(type -> assertThat(refusals).contains("`" + type + "`"));
    }

    private static List<Line> lines(Engine engine) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (String line : section(engine)) {
            if (line.startsWith("| ") && line.contains("`")) {
                String[] cells = line.split("(?<!\\\\)\\|");
                lines.add(new Line(codes(cells[1]), cells[2].strip(), codes(cells[3])));
            }
        }
        return lines;
    }

    /** The product's chapter. */
    private static List<String> section(Engine engine) throws IOException {
        List<String> section = new ArrayList<>();
        boolean within = false;
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("## ")) {
                within = line.substring("## ".length()).equalsIgnoreCase(engine.name());
            }
            if (within) {
                section.add(line);
            }
        }
        return section;
    }

    private static List<String> codes(String cell) {
        return CODE.matcher(cell)
                .results()
                .map(code -> code.group(1).replace("\\|", "|"))
                .toList();
    }
}
