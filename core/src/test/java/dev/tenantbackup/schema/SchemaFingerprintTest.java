// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.model.TableName;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemaFingerprintTest {

    private static final Column ID = Column.of("id", "bigint", ValueForm.NUMBER, false);
    private static final Column NAME = Column.of("name", "text", ValueForm.TEXT, true);
    private static final UniqueKey KEY = UniqueKey.of("pk", "id");
    private static final UniqueKey UNIQUE = UniqueKey.of("uq", "name");
    private static final ForeignKey FOREIGN = foreign("fk", "id", "b", ForeignKey.DeleteRule.CASCADE);

    private final TableSchema table = table("a", List.of(ID, NAME), KEY, List.of(UNIQUE), List.of(FOREIGN));
    private final String fingerprint = SchemaFingerprint.of(List.of(table));

    @Test
    void describesTablesAsDocumented() {
        assertThat(SchemaFingerprint.describe(List.of(table)))
                .isEqualTo("table\t\ta\t\n"
                        + "column\tid\tbigint\tnumber\tnot null\tstored\t\n"
                        + "column\tname\ttext\ttext\tnullable\tstored\t\n"
                        + "primary\tid\t\n"
                        + "unique\tname\t\n"
                        + "foreign\tid\tid\t\tb\tcascade\t\n");
        assertThat(fingerprint).hasSize(64);
    }

    @Test
    void doesNotDependOnWhatDoesNotMatter() {
        TableSchema same = new TableSchema(
                TableName.of("a"),
                List.of(NAME, ID),
                UniqueKey.of("another_name", "id"),
                List.of(UniqueKey.of("other", "name")),
                List.of(foreign("another", "id", "b", ForeignKey.DeleteRule.CASCADE)),
                List.of(List.of("name")),
                List.of(new Trigger("t", Set.of(Trigger.Event.INSERT))));
        assertThat(SchemaFingerprint.of(List.of(same))).isEqualTo(fingerprint);

        TableSchema other = table("b", List.of(ID), KEY, List.of(), List.of());
        assertThat(SchemaFingerprint.of(List.of(other, same))).isEqualTo(SchemaFingerprint.of(List.of(table, other)));
    }

    @Test
    void dependsOnEverythingElse() {
        List<TableSchema> different = List.of(
                table("A", List.of(ID, NAME), KEY, List.of(UNIQUE), List.of(FOREIGN)),
                table("a", List.of(ID), KEY, List.of(UNIQUE), List.of(FOREIGN)),
                table("a", List.of(ID, NAME), null, List.of(UNIQUE), List.of(FOREIGN)),
                table("a", List.of(ID, NAME), KEY, List.of(), List.of(FOREIGN)),
                table("a", List.of(ID, NAME), KEY, List.of(UNIQUE), List.of()),
                table(
                        "a",
                        List.of(ID, Column.of("name", "varchar(5)", ValueForm.TEXT, true)),
                        KEY,
                        List.of(UNIQUE),
                        List.of(FOREIGN)),
                table(
                        "a",
                        List.of(ID, Column.of("name", "text", ValueForm.JSON, true)),
                        KEY,
                        List.of(UNIQUE),
                        List.of(FOREIGN)),
                table(
                        "a",
                        List.of(ID, Column.of("name", "text", ValueForm.TEXT, false)),
                        KEY,
                        List.of(UNIQUE),
                        List.of(FOREIGN)),
                table(
                        "a",
                        List.of(ID, NAME),
                        KEY,
                        List.of(UNIQUE),
                        List.of(foreign("fk", "id", "c", ForeignKey.DeleteRule.CASCADE))),
                table(
                        "a",
                        List.of(ID, NAME),
                        KEY,
                        List.of(UNIQUE),
                        List.of(foreign("fk", "id", "b", ForeignKey.DeleteRule.RESTRICT))));
        assertThat(different)
                .allSatisfy(changed ->
                        assertThat(SchemaFingerprint.of(List.of(changed))).isNotEqualTo(fingerprint));
        assertThat(different.stream()
                        .map(changed -> SchemaFingerprint.of(List.of(changed)))
                        .distinct())
                .hasSize(different.size());
    }

    @Test
    void keepsNamesApartWhateverTheyHold() {
        TableSchema one = table("a", List.of(Column.of("x\ty", "z", ValueForm.TEXT, true)), null, List.of(), List.of());
        TableSchema other =
                table("a", List.of(Column.of("x", "y\tz", ValueForm.TEXT, true)), null, List.of(), List.of());
        assertThat(SchemaFingerprint.of(List.of(one))).isNotEqualTo(SchemaFingerprint.of(List.of(other)));
    }

    private static TableSchema table(
            String name,
            List<Column> columns,
            @Nullable UniqueKey key,
            List<UniqueKey> unique,
            List<ForeignKey> foreign) {
        return new TableSchema(TableName.of(name), columns, key, unique, foreign, List.of(), List.of());
    }

    private static ForeignKey foreign(String name, String column, String parent, ForeignKey.DeleteRule rule) {
        return new ForeignKey(name, List.of(column), TableName.of(parent), List.of("id"), rule, false);
    }
}
