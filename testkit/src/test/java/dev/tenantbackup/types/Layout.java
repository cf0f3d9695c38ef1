// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.types;

import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.types.TypeCase.TypeValue;
import java.util.ArrayList;
import java.util.List;

/** What a table with one column of the type in question looks like, beside the column that says whose row it is. */
enum Layout {
    /** The column is data beside a key; one row holds NULL. */
    DATA {
        @Override
        String columns(String type) {
            return "k integer not null, v " + type + ", primary key (tenant_id, k)";
        }

        @Override
        List<String> rows(TypeCase type) {
            return rotated(type, 0);
        }

        /** Every value is another one: the one that is listed next. */
        @Override
        List<String> damagedRows(TypeCase type) {
            return rotated(type, 1);
        }

        @Override
        String damageDone(TypeCase type) {
            return "0 gone, " + (type.values().size() + 1) + " other, 0 more";
        }

        private List<String> rotated(TypeCase type, int by) {
            int count = type.values().size() + 1;
            List<String> rows = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int which = (i + by) % count;
                rows.add(i + ", "
                        + (which == count - 1
                                ? "null"
                                : type.values().get(which).sql()));
            }
            return rows;
        }
    },
    /** The column is part of the key. */
    KEY {
        @Override
        String columns(String type) {
            return "k integer not null, v " + type + " not null, primary key (tenant_id, v)";
        }

        @Override
        List<String> rows(TypeCase type) {
            List<String> rows = new ArrayList<>();
            for (TypeValue value : type.values()) {
                if (!value.isTwin()) {
                    rows.add(rows.size() + ", " + value.sql());
                }
            }
            return rows;
        }

        /** The first row is gone, the others are changed; where a value has a twin, that is in its place. */
        @Override
        List<String> damagedRows(TypeCase type) {
            List<String> rows = new ArrayList<>();
            for (TypeValue value : type.values()) {
                if (value.isTwin()) {
                    rows.remove(rows.size() - 1);
                }
                rows.add((100 + rows.size()) + ", " + value.sql());
            }
            return rows.subList(1, rows.size());
        }

        @Override
        String damageDone(TypeCase type) {
            int rows = 0;
            int replaced = 0;
            for (TypeValue value : type.values()) {
                rows += value.isTwin() ? 0 : 1;
            }
            for (int i = 1; i < type.values().size(); i++) {
                boolean another = type.values().get(i).isTwin()
                        && !type.values().get(i - 1).isTwin();
                replaced += another && i > 1 ? 1 : 0;
            }
            return (replaced + 1) + " gone, " + (rows - 1 - replaced) + " other, " + replaced + " more";
        }
    },
    /** There is no key; some rows are equal. */
    BAG {
        @Override
        String columns(String type) {
            return "k integer, v " + type;
        }

        @Override
        List<String> rows(TypeCase type) {
            List<String> rows = new ArrayList<>(List.of("1, null"));
            for (TypeValue value : type.values()) {
                rows.add("1, " + value.sql());
                rows.add("1, " + value.sql());
            }
            return rows;
        }

        /** Of some rows there are fewer copies, of others more. */
        @Override
        List<String> damagedRows(TypeCase type) {
            List<String> rows = new ArrayList<>(List.of("1, null", "1, null"));
            for (TypeValue value : type.values()) {
                rows.add("1, " + value.sql());
            }
            return rows;
        }

        /** Where there are too many copies all are taken away and the right number is inserted. */
        @Override
        String damageDone(TypeCase type) {
            return (1 + type.values().size()) + " gone, 0 other, 2 more";
        }
    };

    /** The columns but for the tenant's, as DDL. */
    abstract String columns(String type);

    /** The values of the columns {@code k} and {@code v}, as SQL. */
    abstract List<String> rows(TypeCase type);

    /** The rows after an accident. */
    abstract List<String> damagedRows(TypeCase type);

    /** What a diff says of the accident. */
    abstract String damageDone(TypeCase type);

    /** The types for which there can be such a table. */
    TypeList types(Engine engine) {
        TypeList all = TypeList.of(engine);
        return this == KEY ? all.keys() : all;
    }
}
