// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.area;

import dev.tenantbackup.examples.platform.schema.Schema;
import dev.tenantbackup.examples.platform.schema.Table;
import java.util.List;
import java.util.stream.Stream;

/** All areas together: the whole platform. */
public final class Areas {

    private static final Schema SCHEMA = Schema.of(Stream.of(
                    Accounts.tables(),
                    People.tables(),
                    Menus.tables(),
                    Ordering.tables(),
                    Payments.tables(),
                    Promotions.tables(),
                    Seating.tables(),
                    Merchandise.tables(),
                    Operations.tables())
            .flatMap(List<Table>::stream)
            .toList());

    private Areas() {}

    /** The platform's schema. */
    public static Schema schema() {
        return SCHEMA;
    }
}
