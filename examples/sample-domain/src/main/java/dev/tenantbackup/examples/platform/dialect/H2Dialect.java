// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.dialect;

import dev.tenantbackup.examples.platform.UpdatedAtTrigger;
import dev.tenantbackup.examples.platform.schema.Column;
import dev.tenantbackup.examples.platform.schema.Schema;
import dev.tenantbackup.examples.platform.schema.Table;
import dev.tenantbackup.examples.platform.schema.Type;
import java.util.List;
import java.util.Locale;

/** H2 2.x in its regular mode. */
public final class H2Dialect implements Dialect {

    @Override
    public String simple(Type.Simple type) {
        return switch (type) {
            case BIGINT -> "bigint";
            case INTEGER -> "integer";
            case SMALLINT -> "smallint";
            case BOOLEAN -> "boolean";
            case DOUBLE -> "double precision";
            case NUMERIC -> "decfloat";
            case LONG_TEXT -> "character large object";
            case BYTES -> "varbinary(65536)";
            case LONG_BYTES -> "binary large object";
            case DATE -> "date";
            case TIME -> "time(6)";
            case TIMESTAMP -> "timestamp(6)";
            case INSTANT -> "timestamp(6) with time zone";
            case UUID -> "uuid";
            case JSON, JSONB -> "json";
            case TEXT_ARRAY -> "varchar(200) array";
            case BIGINT_ARRAY -> "bigint array";
        };
    }

    @Override
    public String enumeration(Type.Enumerated type) {
        return "enum(" + type.literals() + ")";
    }

    @Override
    public String name(String column) {
        return RESERVED.contains(column) ? "\"" + column.toUpperCase(Locale.ROOT) + "\"" : column;
    }

    @Override
    public String computed(String expression) {
        return "GENERATED ALWAYS AS (" + expression + ")";
    }

    @Override
    public String nextValue(String sequence) {
        return "NEXT VALUE FOR " + sequence;
    }

    @Override
    public List<String> beforeTables(Schema schema) {
        return List.of();
    }

    @Override
    public List<String> touchTrigger(Table table, Column column) {
        return List.of("CREATE TRIGGER " + Dialect.triggerName(table) + " BEFORE UPDATE ON " + table.name()
                + " FOR EACH ROW CALL \"" + UpdatedAtTrigger.class.getName() + "\"");
    }

    @Override
    public String numbers(long count) {
        return "(SELECT x AS n FROM system_range(0, " + (count - 1) + "))";
    }

    @Override
    public String assigned(Type type, String expression) {
        if (!type.needsCast()) {
            return expression;
        }
        return type == Type.Simple.JSON || type == Type.Simple.JSONB
                ? "(" + expression + ") FORMAT JSON"
                : "CAST(" + expression + " AS " + type.name(this) + ")";
    }

    @Override
    public List<String> analyze(List<String> tables) {
        return List.of("ANALYZE");
    }

    @Override
    public String divide(String dividend, String divisor) {
        return "(" + dividend + " / " + divisor + ")";
    }

    @Override
    public String timestamp(String micros) {
        return "dateadd(MICROSECOND, " + micros + ", TIMESTAMP '2025-01-01 00:00:00')";
    }

    @Override
    public String instant(String micros) {
        return "dateadd(MICROSECOND, " + micros + ", TIMESTAMP WITH TIME ZONE '2025-01-01 00:00:00+00')";
    }

    @Override
    public String date(String days) {
        return "dateadd(DAY, " + days + ", DATE '2025-01-01')";
    }

    @Override
    public String time(String seconds) {
        return "dateadd(SECOND, " + seconds + ", TIME '00:00:00')";
    }

    @Override
    public String md5(String text) {
        return "lower(rawtohex(hash('MD5', stringtoutf8(" + text + "))))";
    }

    @Override
    public String sha256(String text) {
        return "hash('SHA-256', stringtoutf8(" + text + "))";
    }

    @Override
    public String utf8(String text) {
        return "stringtoutf8(" + text + ")";
    }

    @Override
    public String bytes(String hex) {
        return "X'" + hex + "'";
    }

    @Override
    public String array(List<String> elements, Type.Simple type) {
        return "ARRAY[" + String.join(", ", elements) + "]";
    }
}
