// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.dialect;

import dev.tenantbackup.examples.platform.schema.Column;
import dev.tenantbackup.examples.platform.schema.ForeignKey;
import dev.tenantbackup.examples.platform.schema.Functions;
import dev.tenantbackup.examples.platform.schema.Schema;
import dev.tenantbackup.examples.platform.schema.Table;
import dev.tenantbackup.examples.platform.schema.Type;
import java.util.List;
import java.util.Set;

/** All that one product writes differently from the others. */
public sealed interface Dialect extends Functions, Type.TypeNames permits H2Dialect, PostgresDialect, MariaDbDialect {

    /** Column names that are reserved words on some product. */
    Set<String> RESERVED = Set.of("key", "value");

    /** A column's name, quoted if some product reserves it. */
    String name(String column);

    /** The definition of a column that the product numbers. */
    String identity(Column column);

    /** The definition of a computed column after its type. */
    String computed(String expression);

    /** The definition of a column that a trigger sets on every update. */
    String touched();

    /** What follows the columns of a table. */
    String tableSuffix();

    /** What follows a foreign key. */
    String foreignKeySuffix(ForeignKey key);

    /** The default of a column that a sequence numbers. */
    String nextValue(String sequence);

    /** Statements needed before any table. */
    List<String> beforeTables(Schema schema);

    /** Statements that make a trigger set the column on every update. */
    List<String> touchTrigger(Table table, Column column);

    /** A subquery with one column {@code n} that counts from 0. */
    String numbers(long count);

    /** What an INSERT needs to set a column that the product insists on numbering. */
    String overriding();

    /** An expression as it is assigned to a column of this type. */
    String assigned(Type type, String expression);

    /** Statements that make the product number new rows of the table from here on. */
    List<String> restartIdentity(Table table, Column column, long next);

    /** Statements that a connection needs before rows are written. */
    List<String> beforeFill();

    /** Statements that undo {@link #beforeFill()}. */
    List<String> afterFill();

    /** Statements that refresh the planner's statistics. */
    List<String> analyze(List<String> tables);

    /** The touching trigger's name. */
    static String triggerName(Table table) {
        return "tr_" + table.name() + "_touch";
    }
}
