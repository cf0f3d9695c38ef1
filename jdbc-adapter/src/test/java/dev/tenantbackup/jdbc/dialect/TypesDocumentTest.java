// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code docs/types.md} lists exactly the types that are tested, each with a text that is really its. */
class TypesDocumentTest {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** A row of a table in the document. */
    private record Line(List<String> types, String form, List<String> texts) {}

    @ParameterizedTest
    @CsvSource({"PostgreSQL", "H2"})
    void listsEveryTestedTypeAndNoOther(String product) throws IOException {
        List<TypeCase> cases = product.equals("H2") ? TypeCase.h2() : TypeCase.postgres();
        List<Line> lines = lines(product);

        for (TypeCase tested : cases) {
            assertThat(lines).as("%s on %s", tested.type(), product).anySatisfy(line -> {
                assertThat(line.types).contains(tested.type());
                assertThat(line.form).isIn(tested.form().name().toLowerCase(Locale.ROOT), "as their base");
                assertThat(line.texts).containsAnyElementsOf(tested.texts().values());
            });
        }
        assertThat(cases.stream().map(TypeCase::type))
                .containsAll(lines.stream().flatMap(line -> line.types.stream()).toList());
    }

    private static List<Line> lines(String product) throws IOException {
        List<Line> lines = new ArrayList<>();
        boolean within = false;
        for (String line : Files.readAllLines(Path.of("../docs/types.md"))) {
            if (line.startsWith("## ")) {
                within = line.equals("## " + product);
            }
            if (within && line.startsWith("| ") && line.contains("`")) {
                String[] cells = line.split("(?<!\\\\)\\|");
                lines.add(new Line(codes(cells[1]), cells[2].strip(), codes(cells[3])));
            }
        }
        return lines;
    }

    private static List<String> codes(String cell) {
        return CODE.matcher(cell)
                .results()
                .map(code -> code.group(1).replace("\\|", "|"))
                .toList();
    }
}
