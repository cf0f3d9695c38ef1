// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.history;

import dev.tenantbackup.testkit.databases.Engine;
import java.util.ArrayList;
import java.util.List;

/** One release of a small restaurant platform: what its migration does to the database, and what it means for old rows. */
enum Release {
    FIRST {
        @Override
        List<String> migration(Engine engine) {
            return List.of(
                    "create table restaurants (id integer primary key, name varchar(40) not null)",
                    "create table dishes (id integer primary key, restaurant_id integer not null references restaurants"
                            + " (id), title varchar(40) not null, price numeric(8,2) not null, calories integer,"
                            + " note varchar(100))",
                    "create table guests (id integer primary key, restaurant_id integer not null references restaurants"
                            + " (id), full_name varchar(80) not null)",
                    "create table orders (id integer primary key, restaurant_id integer not null references restaurants"
                            + " (id), guest_id integer references guests (id), dish_id integer not null references dishes"
                            + " (id), total integer not null)",
                    "create table pins (id integer primary key, restaurant_id integer not null references restaurants"
                            + " (id), subject_type varchar(20) not null, subject_id integer not null)",
                    "insert into restaurants values (1, 'Casa'), (2, 'Casa')",
                    "insert into dishes values (11, 1, 'Gazpacho with bread', 4.50, null, 'cold'),"
                            + " (12, 1, 'Paella', 12.00, 800, null), (21, 2, 'Gazpacho with bread', 4.50, null, 'cold'),"
                            + " (22, 2, 'Paella', 12.00, 800, null)",
                    "insert into guests values (11, 1, 'Ana Lopez'), (21, 2, 'Ana Lopez'), (22, 2, 'Bo Chan')",
                    "insert into orders values (101, 1, 11, 11, 450), (201, 2, 21, 21, 450), (202, 2, 22, 22, 1200)",
                    "insert into pins values (1, 1, 'Dish', 11), (2, 2, 'Dish', 21), (3, 2, 'Guest', 22)");
        }
    },
    /** A nullable column, a NOT NULL one with a default, a table. */
    SECOND {
        @Override
        List<String> migration(Engine engine) {
            return List.of(
                    "alter table dishes add column allergens varchar(40)",
                    "alter table orders add column channel varchar(10) default 'web' not null",
                    "create table reviews (id integer primary key, restaurant_id integer not null references restaurants"
                            + " (id), dish_id integer not null references dishes (id))",
                    "insert into reviews values (1, 1, 11), (2, 2, 22)");
        }
    },
    /** A NOT NULL column without a default. */
    THIRD {
        @Override
        List<String> migration(Engine engine) {
            return List.of(
                    "alter table orders add column currency varchar(3)",
                    "update orders set currency = 'EUR'",
                    notNull(engine, "orders", "currency", "varchar(3)"));
        }
    },
    /** A column with another name and a wider type. */
    FOURTH {
        @Override
        List<String> migration(Engine engine) {
            return List.of(
                    engine == Engine.H2
                            ? "alter table orders alter column total rename to total_cents"
                            : "alter table orders rename column total to total_cents",
                    type(engine, "orders", "total_cents", "bigint not null"));
        }
    },
    /** A table with another name, and with it the word for it in a polymorphic pair. */
    FIFTH {
        @Override
        List<String> migration(Engine engine) {
            return List.of(
                    "alter table dishes rename to menu_items",
                    "update pins set subject_type = 'MenuItem' where subject_type = 'Dish'");
        }
    },
    /** A column less. */
    SIXTH {
        @Override
        List<String> migration(Engine engine) {
            return List.of("alter table menu_items drop column note");
        }
    },
    /** A column split in two. */
    SEVENTH {
        @Override
        List<String> migration(Engine engine) {
            return List.of(
                    "alter table guests add column first_name varchar(40)",
                    "alter table guests add column last_name varchar(40)",
                    "update guests set first_name = 'Ana', last_name = 'Lopez' where full_name = 'Ana Lopez'",
                    "update guests set first_name = 'Bo', last_name = 'Chan' where full_name = 'Bo Chan'",
                    notNull(engine, "guests", "first_name", "varchar(40)"),
                    notNull(engine, "guests", "last_name", "varchar(40)"),
                    "alter table guests drop column full_name");
        }
    },
    /** A narrower text, more digits, no more NULL, and a new reference. */
    EIGHTH {
        @Override
        List<String> migration(Engine engine) {
            List<String> statements = new ArrayList<>(List.of(
                    "update menu_items set title = substring(title, 1, 12)",
                    type(engine, "menu_items", "title", "varchar(12) not null"),
                    type(engine, "menu_items", "price", "numeric(10,4) not null"),
                    "update menu_items set calories = 0 where calories is null",
                    notNull(engine, "menu_items", "calories", "integer"),
                    "alter table orders add column review_id integer",
                    "alter table orders add foreign key (review_id) references reviews (id)"));
            return statements;
        }
    };

    /** The statements that make this release's schema of the one before. */
    abstract List<String> migration(Engine engine);

    String head() {
        return String.valueOf(ordinal() + 1);
    }

    String menu() {
        return compareTo(FIFTH) < 0 ? "dishes" : "menu_items";
    }

    List<String> tables() {
        List<String> tables = new ArrayList<>(List.of("restaurants", menu(), "guests", "orders", "pins"));
        if (this != FIRST) {
            tables.add("reviews");
        }
        return tables;
    }

    private static String type(Engine engine, String table, String column, String type) {
        String bare = type.replace(" not null", "");
        return "alter table " + table
                + switch (engine) {
                    case H2 -> " alter column " + column + " set data type " + bare;
                    case POSTGRESQL -> " alter column " + column + " type " + bare;
                    case MARIADB -> " modify column " + column + " " + type;
                };
    }

    private static String notNull(Engine engine, String table, String column, String type) {
        return "alter table " + table
                + (engine == Engine.MARIADB
                        ? " modify column " + column + " " + type + " not null"
                        : " alter column " + column + " set not null");
    }
}
