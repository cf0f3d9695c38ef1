// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.dialect;

import dev.tenantbackup.examples.platform.schema.Column;
import dev.tenantbackup.examples.platform.schema.Schema;
import dev.tenantbackup.examples.platform.schema.Table;
import dev.tenantbackup.examples.platform.schema.Type;
import java.util.List;

/**
 * MariaDB 10.11 and newer with InnoDB. Arrays become JSON, points in time become TIMESTAMP.
 *
 * <p>What a trigger touches elsewhere, ON UPDATE touches here: with a BEFORE trigger on the table, 11.4.5 refuses an
 * INSERT … SELECT of more than one row ("Column 'id' cannot be null").
 */
public final class MariaDbDialect implements Dialect {

    @Override
    public String simple(Type.Simple type) {
        return switch (type) {
            case BIGINT -> "bigint";
            case INTEGER -> "integer";
            case SMALLINT -> "smallint";
            case BOOLEAN -> "boolean";
            case DOUBLE -> "double";
            case NUMERIC -> "decimal(30, 8)";
            case LONG_TEXT -> "longtext";
            case BYTES -> "varbinary(4000)";
            case LONG_BYTES -> "longblob";
            case DATE -> "date";
            case TIME -> "time(6)";
            case TIMESTAMP -> "datetime(6)";
            case INSTANT -> "timestamp(6)";
            case UUID -> "uuid";
            case JSON, JSONB, TEXT_ARRAY, BIGINT_ARRAY -> "json";
        };
    }

    @Override
    public String enumeration(Type.Enumerated type) {
        return "enum(" + type.literals() + ")";
    }

    @Override
    public String name(String column) {
        return RESERVED.contains(column) ? "`" + column + "`" : column;
    }

    @Override
    public String identity(Column column) {
        return "bigint AUTO_INCREMENT";
    }

    @Override
    public String touched() {
        return simple(Type.Simple.INSTANT) + " NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6)";
    }

    @Override
    public String tableSuffix() {
        return " ENGINE = InnoDB DEFAULT CHARSET = utf8mb4";
    }

    @Override
    public String nextValue(String sequence) {
        return "(NEXT VALUE FOR " + sequence + ")";
    }

    @Override
    public List<String> beforeTables(Schema schema) {
        return List.of();
    }

    @Override
    public List<String> touchTrigger(Table table, Column column) {
        return List.of();
    }

    @Override
    public String numbers(long count) {
        return "(SELECT CAST(seq AS SIGNED) AS n FROM seq_0_to_" + (count - 1) + ")";
    }

    @Override
    public String overriding() {
        return "";
    }

    @Override
    public String assigned(Type type, String expression) {
        return expression;
    }

    @Override
    public List<String> restartIdentity(Table table, Column column, long next) {
        return List.of();
    }

    @Override
    public List<String> beforeFill() {
        return List.of("SET @platform_time_zone = @@session.time_zone", "SET time_zone = '+00:00'");
    }

    @Override
    public List<String> afterFill() {
        return List.of("SET time_zone = @platform_time_zone");
    }

    @Override
    public List<String> analyze(List<String> tables) {
        return List.of("ANALYZE TABLE " + String.join(", ", tables));
    }

    @Override
    public String divide(String dividend, String divisor) {
        return "(" + dividend + " DIV " + divisor + ")";
    }

    @Override
    public String timestamp(String micros) {
        return "(TIMESTAMP '2025-01-01 00:00:00.000000' + INTERVAL " + micros + " MICROSECOND)";
    }

    @Override
    public String instant(String micros) {
        return timestamp(micros);
    }

    @Override
    public String date(String days) {
        return "(DATE '2025-01-01' + INTERVAL " + days + " DAY)";
    }

    @Override
    public String time(String seconds) {
        return "sec_to_time(" + seconds + ")";
    }

    @Override
    public String md5(String text) {
        return "md5(" + text + ")";
    }

    @Override
    public String sha256(String text) {
        return "unhex(sha2(" + text + ", 256))";
    }

    @Override
    public String utf8(String text) {
        return "CAST(" + text + " AS BINARY)";
    }

    @Override
    public String bytes(String hex) {
        return "X'" + hex + "'";
    }

    @Override
    public String array(List<String> elements, Type.Simple type) {
        return "json_array(" + String.join(", ", elements) + ")";
    }
}
