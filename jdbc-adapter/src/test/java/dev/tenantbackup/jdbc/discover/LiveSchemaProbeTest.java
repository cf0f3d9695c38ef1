// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.discover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.catalog.SchemaProbe;
import dev.tenantbackup.catalog.SchemaProbe.Overlap;
import dev.tenantbackup.jdbc.engine.Engine;
import dev.tenantbackup.jdbc.engine.TestDatabase;
import dev.tenantbackup.model.TableName;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LiveSchemaProbeTest {

    @ParameterizedTest
    @EnumSource
    void countsWhatExistsOnTheOtherSide(Engine engine) {
        TestDatabase database = engine.createLowerCase()
                .run(
                        "create table parents (id bigint primary key, code varchar(10), ref uuid)",
                        "create table children (id int primary key, parent_id int, parent_text varchar(20), code varchar(9))",
                        "insert into parents values (1, 'a', '00000000-0000-0000-0000-000000000001'), (2, 'B', null)",
                        "insert into children values (1, 1, '1', 'A'), (2, 2, '2', 'B'), (3, 1, '1', null),"
                                + " (4, null, null, 'B'), (5, 9, 'x', 'c')");
        SchemaProbe probe = database.tenantDatabase().probe();
        TableName parents = TableName.of("parents");
        TableName children = TableName.of("children");

        assertThat(probe.overlap(children, "parent_id", parents, "id", 100)).isEqualTo(new Overlap(2, 1));
        assertThat(probe.overlap(children, "parent_text", parents, "id", 100)).isEqualTo(new Overlap(2, 1));
        assertThat(probe.overlap(children, "code", parents, "code", 100)).isEqualTo(new Overlap(1, 2));
        assertThat(probe.overlap(children, "parent_id", parents, "ref", 100)).isEqualTo(new Overlap(0, 3));
        assertThat(probe.overlap(parents, "ref", children, "id", 100)).isEqualTo(new Overlap(0, 1));
        assertThat(probe.overlap(children, "parent_id", parents, "id", 1).found()
                        + probe.overlap(children, "parent_id", parents, "id", 1).missing())
                .isEqualTo(1);
        assertThat(probe.distinctValues(children, "code", 10)).containsExactly("A", "B", "c");
        assertThat(probe.distinctValues(children, "parent_id", 10)).containsExactly("1", "2", "9");
        assertThat(probe.distinctValues(children, "code", 2)).hasSize(2);
        assertThat(database.connections().out()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void samplesValuesAndCountsThoseThatExist(Engine engine) {
        UUID ref = new UUID(0, 1);
        TestDatabase database = engine.createLowerCase()
                .run(
                        "create table parents (id int primary key, code varchar(10) unique, ref uuid unique)",
                        "create table children (id int primary key, data " + engine.pick("json", "jsonb") + ", note "
                                + engine.pick("clob", "text") + ")",
                        "insert into parents values (1, 'a', '" + ref + "'), (2, 'B', null), (-3, null, null)",
                        "insert into children (id, data) values (1, null), (2, " + engine.pick("json '[1]'", "'[1]'")
                                + "), (3, " + engine.pick("json '[1]'", "'[1]'") + ")",
                        "update children set note = repeat('x', 100000 + id - 1)");
        SchemaProbe probe = database.tenantDatabase().probe();
        TableName parents = TableName.of("parents");

        assertThat(probe.sample(TableName.of("children"), "data", 10)).containsExactly("[1]", "[1]");
        assertThat(probe.sample(TableName.of("children"), "data", 1)).containsExactly("[1]");
        assertThat(probe.sample(TableName.of("children"), "note", 10))
                .as("without those that are too long")
                .containsExactly("x".repeat(100_000));
        assertThat(probe.countFound(parents, "id", List.of("1", "-3", "4", "02", "1.5", "x", "99999999999")))
                .isEqualTo(2);
        assertThat(probe.countFound(parents, "code", List.of("a", "b", "longer than the column")))
                .isEqualTo(1);
        assertThat(probe.countFound(parents, "ref", List.of(ref.toString(), "1")))
                .isEqualTo(1);
        assertThat(probe.countFound(parents, "id", List.of("x"))).isZero();
        assertThat(probe.countFound(parents, "id", List.of())).isZero();
        assertThat(database.connections().out()).isZero();
    }
}
