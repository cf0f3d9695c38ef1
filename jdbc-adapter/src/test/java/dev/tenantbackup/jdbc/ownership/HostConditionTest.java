// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostConditionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a = :tenant | a = 7",
                "a = :tenant or b = :tenant | a = 7 or b = 7",
                "a = ':tenant' and b = 'it''s :tenant' | a = ':tenant' and b = 'it''s :tenant'",
                "a::tenant = 1 | a::tenant = 1",
                "a::text = :tenant::text | a::text = 7::text",
                "\":tenant\" = 1 | \":tenant\" = 1",
                "a = :tenants | a = :tenants",
                "a /* :tenant */ = 1 | a /* :tenant */ = 1",
                "a = {0} | a = {0}"
            })
    void bindsTheTenantWhereItIsMeant(String written, String rendered) {
        assertThat(inlined(written)).isEqualTo("(" + rendered + "\n)");
    }

    @Test
    void aTrailingCommentSwallowsNothing() {
        assertThat(inlined("a = :tenant -- :tenant")).isEqualTo("(a = 7 -- :tenant\n)");
    }

    private static String inlined(String sql) {
        return DSL.using(SQLDialect.POSTGRES).renderInlined(HostCondition.of(sql, DSL.val(7)));
    }
}
