// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.types;

import dev.tenantbackup.schema.ValueForm;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.types.TypeCase.TypeValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The types of one product, read from its {@code .types} file:
 *
 * <pre>
 * # a remark
 * setup create extension citext        a statement to be run before the tables are created
 * type numeric(10,2) as number key     a type as the database spells it, its form, and whether it can be a key
 *     12.50                            a value whose text is also how it is written, as a quoted literal
 *     0.005::numeric ==&gt; 0.01       what makes a value, and its text
 *     = 12.5                           a value that the database takes for equal to the one before it
 *     'a' ==&gt; «a    »               a text that ends with blanks; ␊ and ␍ stand for line breaks
 * type price over numeric(10,2) as number
 *                                      a domain, and the type as which it is carried
 * refused oid                          a type that can't be carried
 * </pre>
 *
 * @param setup statements to be run before the tables are created
 * @param cases the types
 * @param refused types that can't be carried
 */
record TypeList(List<String> setup, List<TypeCase> cases, List<String> refused) {

    private static final String BECOMES = " ==> ";
    private static final String TWIN = "= ";
    private static final String OVER = " over ";

    static TypeList of(Engine engine) {
        String name = engine.name().toLowerCase(Locale.ROOT) + ".types";
        try (InputStream in = TypeList.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + name);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** Those that can be a primary key. */
    TypeList keys() {
        return new TypeList(setup, cases.stream().filter(TypeCase::canBeKey).toList(), refused);
    }

    private static TypeList parse(List<String> lines) {
        List<String> setup = new ArrayList<>();
        List<TypeCase> cases = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("setup ")) {
                setup.add(line.substring("setup ".length()));
            } else if (line.startsWith("type ")) {
                cases.add(type(line));
            } else if (line.startsWith("refused ")) {
                refused.add(line.substring("refused ".length()));
            } else if (line.startsWith("    ")) {
                TypeCase last = cases.remove(cases.size() - 1);
                List<TypeValue> values = new ArrayList<>(last.values());
                values.add(value(line.strip()));
                cases.add(new TypeCase(last.type(), last.carriedAs(), last.form(), last.canBeKey(), values));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw new IllegalStateException("what is this? " + line);
            }
        }
        return new TypeList(List.copyOf(setup), List.copyOf(cases), List.copyOf(refused));
    }

    private static TypeCase type(String line) {
        int as = line.lastIndexOf(" as ");
        String[] names = line.substring("type ".length(), as).split(OVER);
        List<String> words = List.of(line.substring(as + " as ".length()).split(" "));
        return new TypeCase(
                names[0],
                names[names.length - 1],
                ValueForm.valueOf(words.get(0).toUpperCase(Locale.ROOT)),
                words.contains("key"),
                List.of());
    }

    private static TypeValue value(String line) {
        boolean isTwin = line.startsWith(TWIN);
        String value = (isTwin ? line.substring(TWIN.length()) : line)
                .replace('␊', '\n')
                .replace('␍', '\r');
        int becomes = value.indexOf(BECOMES);
        String text = unwrapped(becomes < 0 ? value : value.substring(becomes + BECOMES.length()));
        String sql = becomes < 0 ? "'" + text.replace("'", "''") + "'" : value.substring(0, becomes);
        return new TypeValue(sql, text, isTwin);
    }

    private static String unwrapped(String text) {
        return text.startsWith("«") && text.endsWith("»") ? text.substring(1, text.length() - 1) : text;
    }
}
