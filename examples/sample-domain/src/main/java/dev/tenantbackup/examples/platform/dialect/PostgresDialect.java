// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.dialect;

import dev.tenantbackup.examples.platform.schema.Column;
import dev.tenantbackup.examples.platform.schema.ForeignKey;
import dev.tenantbackup.examples.platform.schema.Schema;
import dev.tenantbackup.examples.platform.schema.Table;
import dev.tenantbackup.examples.platform.schema.Type;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL 14 and newer. */
public final class PostgresDialect implements Dialect {

    @Override
    public String simple(Type.Simple type) {
        return switch (type) {
            case BIGINT -> "bigint";
            case INTEGER -> "integer";
            case SMALLINT -> "smallint";
            case BOOLEAN -> "boolean";
            case DOUBLE -> "double precision";
            case NUMERIC -> "numeric";
            case LONG_TEXT -> "text";
            case BYTES, LONG_BYTES -> "bytea";
            case DATE -> "date";
            case TIME -> "time(6)";
            case TIMESTAMP -> "timestamp(6)";
            case INSTANT -> "timestamptz(6)";
            case UUID -> "uuid";
            case JSON -> "json";
            case JSONB -> "jsonb";
            case TEXT_ARRAY -> "text[]";
            case BIGINT_ARRAY -> "bigint[]";
        };
    }

    @Override
    public String enumeration(Type.Enumerated type) {
        return type.name();
    }

    @Override
    public String name(String column) {
        return RESERVED.contains(column) ? "\"" + column + "\"" : column;
    }

    @Override
    public String foreignKeySuffix(ForeignKey key) {
        return key.deferred() ? " DEFERRABLE INITIALLY DEFERRED" : "";
    }

    @Override
    public String nextValue(String sequence) {
        return "nextval('" + sequence + "')";
    }

    @Override
    public List<String> beforeTables(Schema schema) {
        List<String> statements = new ArrayList<>();
        for (Type.Enumerated type : schema.enumerations()) {
            statements.add("CREATE TYPE " + type.name() + " AS ENUM (" + type.literals() + ")");
        }
        statements.add("CREATE FUNCTION touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN NEW.updated_at := clock_timestamp(); RETURN NEW; END $$");
        return statements;
    }

    @Override
    public List<String> touchTrigger(Table table, Column column) {
        return List.of("CREATE TRIGGER " + Dialect.triggerName(table) + " BEFORE UPDATE ON " + table.name()
                + " FOR EACH ROW EXECUTE FUNCTION touch_updated_at()");
    }

    @Override
    public String numbers(long count) {
        return "(SELECT n FROM generate_series(0::bigint, " + (count - 1) + ") AS series (n))";
    }

    @Override
    public String assigned(Type type, String expression) {
        return type.needsCast() ? "CAST(" + expression + " AS " + type.name(this) + ")" : expression;
    }

    @Override
    public List<String> analyze(List<String> tables) {
        return List.of("ANALYZE " + String.join(", ", tables));
    }

    @Override
    public String divide(String dividend, String divisor) {
        return "(" + dividend + " / " + divisor + ")";
    }

    @Override
    public String timestamp(String micros) {
        return "(timestamp '2025-01-01 00:00:00' + " + micros + " * interval '1 microsecond')";
    }

    @Override
    public String instant(String micros) {
        return "(timestamptz '2025-01-01 00:00:00+00' + " + micros + " * interval '1 microsecond')";
    }

    @Override
    public String date(String days) {
        return "(date '2025-01-01' + CAST(" + days + " AS integer))";
    }

    @Override
    public String time(String seconds) {
        return "(time '00:00:00' + " + seconds + " * interval '1 second')";
    }

    @Override
    public String md5(String text) {
        return "md5(" + text + ")";
    }

    @Override
    public String sha256(String text) {
        return "sha256(convert_to(" + text + ", 'UTF8'))";
    }

    @Override
    public String utf8(String text) {
        return "convert_to(" + text + ", 'UTF8')";
    }

    @Override
    public String bytes(String hex) {
        return "decode('" + hex + "', 'hex')";
    }

    @Override
    public String array(List<String> elements, Type.Simple type) {
        return "CAST(ARRAY[" + String.join(", ", elements) + "] AS " + simple(type) + ")";
    }
}
