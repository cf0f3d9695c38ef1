// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.remap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.catalog.UniqueRule;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.remap.ColumnRewrite.Unique;
import dev.tenantbackup.remap.KeyDomain.Allocation;
import org.junit.jupiter.api.Test;

/** What becomes of unique values that are no keys. */
class UniqueValuesRemapTest extends RemapScene {

    @Test
    void aValueThatNothingRefersToIsRenewedWhereItStands() {
        schema.table(
                "users",
                table -> table.id()
                        .number("tenant_id")
                        .text("mail")
                        .text("api_key")
                        .text("code"));

        RemapPlan plan = RemapPlanner.plan(catalog()
                .unique("users", "mail", UniqueRule.SUFFIX)
                .unique("users", "api_key", UniqueRule.NULL)
                .unique("users", "code", UniqueRule.KEEP)
                .build());

        assertThat(of(plan, "users"))
                .containsEntry("mail", new Unique(UniqueRule.SUFFIX, null))
                .containsEntry("api_key", new Unique(UniqueRule.NULL, null))
                .doesNotContainKey("code");
        assertThat(plan.bornIn(TableName.of("users"), "mail")).isEmpty();
    }

    @Test
    void aNaturalKeyThatOthersReferToIsADomainOfItsOwn() {
        schema.table(
                        "coupons",
                        table -> table.id().number("tenant_id").text("code").unique("code"))
                .table("tokens", table -> table.id().number("tenant_id").uuid("value"))
                .table(
                        "orders",
                        table -> table.id()
                                .number("tenant_id")
                                .textOrNull("coupon_code")
                                .uuid("token"));

        RemapPlan plan = RemapPlanner.plan(catalog()
                .unique("coupons", "code", UniqueRule.SUFFIX)
                .unique("tokens", "value", UniqueRule.MINT)
                .reference("orders", "coupon_code", "coupons", "code")
                .reference("orders", "token", "tokens", "value")
                .build());

        KeyDomain code = domain("coupons", "code", Allocation.SUFFIX);
        KeyDomain token = domain("tokens", "value", Allocation.UUID);
        assertThat(plan.domains()).contains(code, token);
        assertThat(of(plan, "coupons")).containsEntry("code", follows(code));
        assertThat(of(plan, "orders"))
                .containsEntry("coupon_code", follows(code))
                .containsEntry("token", follows(token));
    }

    @Test
    void aKeptNaturalKeyIsKeptByItsReferencesToo() {
        schema.table("coupons", table -> table.id().number("tenant_id").text("code"))
                .table("orders", table -> table.id().number("tenant_id").text("coupon_code"));

        RemapPlan plan = RemapPlanner.plan(catalog()
                .unique("coupons", "code", UniqueRule.KEEP)
                .reference("orders", "coupon_code", "coupons", "code")
                .build());

        assertThat(of(plan, "orders")).doesNotContainKey("coupon_code");
    }
}
