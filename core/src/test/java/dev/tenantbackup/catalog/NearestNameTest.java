// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

    private static final List<String> NAMES = List.of("orders", "order_lines", "menus", "MENU_ITEMS");

    @Test
    void slipsOfTheKeyboardAreForgiven() {
        assertThat(NearestName.suggestion("ordesr", NAMES)).contains("Did you mean 'orders'?");
        assertThat(NearestName.suggestion("menu_itmes", NAMES)).contains("Did you mean 'MENU_ITEMS'?");
        assertThat(NearestName.suggestion("orderlines", NAMES)).contains("Did you mean 'order_lines'?");
    }

    @Test
    void otherWordsAreNotSuggested() {
        assertThat(NearestName.suggestion("customers", NAMES)).isEmpty();
        assertThat(NearestName.suggestion("", NAMES)).isEmpty();
        assertThat(NearestName.suggestion("orders", List.of())).isEmpty();
    }
}
