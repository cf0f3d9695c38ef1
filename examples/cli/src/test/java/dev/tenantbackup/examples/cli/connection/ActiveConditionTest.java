// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.catalog.RootTable.ActiveFlag;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.schema.ValueForm;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActiveConditionTest {

    private static final TableSchema ROOT = new TableSchema(
            TableName.of("RESTAURANTS"),
            List.of(
                    Column.of("ACTIVE", "BOOLEAN", ValueForm.BOOLEAN, false),
                    Column.of("IS_OPEN", "tinyint(1)", ValueForm.NUMBER, false),
                    Column.of("LEVEL", "INTEGER", ValueForm.NUMBER, false),
                    Column.of("STATUS", "VARCHAR(20)", ValueForm.TEXT, false)),
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "active | ACTIVE | true | false",
                "active = true | ACTIVE | true | false",
                "\"ACTIVE\" IS TRUE | ACTIVE | true | false",
                "not active | ACTIVE | false | true",
                "active = false | ACTIVE | false | true",
                "is_open = 1 | IS_OPEN | 1 | 0",
                "`is_open` = 0 | IS_OPEN | 0 | 1",
            })
    void aSimpleConditionNamesTheFlag(String condition, String column, String active, String inactive) {
        assertThat(ActiveCondition.flag(condition, ROOT)).contains(new ActiveFlag(column, active, inactive));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status = 'active'",
                "level = 1",
                "level",
                "status",
                "nosuch = true",
                "active = true and level = 1",
                "active or level > 1",
                "active is not null",
                "coalesce(active, true)"
            })
    void whatIsNotThatSimpleNamesNone(String condition) {
        assertThat(ActiveCondition.flag(condition, ROOT)).isEmpty();
    }
}
