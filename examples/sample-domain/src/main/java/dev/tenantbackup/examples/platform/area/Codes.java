// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.area;

import dev.tenantbackup.examples.platform.schema.Type;

/** Texts and enumerations that several areas use. */
final class Codes {

    static final String[] ALLERGENS = {
        "gluten",
        "crustacean",
        "egg",
        "fish",
        "peanut",
        "soy",
        "milk",
        "nut",
        "celery",
        "mustard",
        "sesame",
        "sulphite",
        "lupin",
        "mollusc"
    };

    static final String[] SIZES = {"S", "M", "L"};

    /** Names with accents, other scripts, an emoji, upper and lower case, a trailing and a doubled space. */
    static final String[] DISHES = {
        "Margherita",
        "margherita",
        "Crème brûlée",
        "寿司 Set",
        "Pâté maison ",
        "Gnocchi  alla Sorrentina",
        "Käsespätzle",
        "Taco 🌮",
        "O'Brien Burger",
        "Шашлык"
    };

    static final String[] PEOPLE = {
        "Anna Rossi", "Zoë Müller", "李 明", "Owen O'Neill", "Ana  María", "Ørjan Nilsen", "anna rossi", "Ivan "
    };

    static final Type ORDER_STATUS = Type.oneOf("order_status", "new", "paid", "ready", "done", "cancelled");
    static final Type RESERVATION_STATUS = Type.oneOf("reservation_status", "asked", "confirmed", "seated", "no_show");
    static final Type NOTIFICATION_STATUS = Type.oneOf("notification_status", "pending", "sent", "failed");
    static final Type STAFF_ROLE = Type.oneOf("staff_role", "owner", "manager", "cook", "waiter");
    static final Type VARIANT_SIZE = Type.oneOf("variant_size", "XS", "S", "M", "L", "XL");

    private Codes() {}
}
