// SPDX-License-Identifier: Apache-2.0
/** Exports, restores, clones and migrates one tenant of a shared database. Knows no SQL. */
module dev.tenantbackup.core {
    requires static transitive org.jspecify;
    requires static com.fasterxml.jackson.dataformat.yaml;
    requires com.exceptionfactory.jagged;
    requires com.exceptionfactory.jagged.bech32;
    requires com.exceptionfactory.jagged.framework;
    requires com.exceptionfactory.jagged.x25519;
    requires com.fasterxml.jackson.databind;
    requires org.apache.commons.compress;
    requires org.slf4j;

    exports dev.tenantbackup;
    exports dev.tenantbackup.archive;
    exports dev.tenantbackup.archive.seal;
    exports dev.tenantbackup.browse;
    exports dev.tenantbackup.catalog;
    exports dev.tenantbackup.catalog.file;
    exports dev.tenantbackup.catalog.report;
    exports dev.tenantbackup.database;
    exports dev.tenantbackup.drill;
    exports dev.tenantbackup.drill.page;
    exports dev.tenantbackup.fence;
    exports dev.tenantbackup.files;
    exports dev.tenantbackup.incident;
    exports dev.tenantbackup.model;
    exports dev.tenantbackup.operation;
    exports dev.tenantbackup.plan;
    exports dev.tenantbackup.remap;
    exports dev.tenantbackup.repository;
    exports dev.tenantbackup.retention;
    exports dev.tenantbackup.schema;
    exports dev.tenantbackup.storage;
    exports dev.tenantbackup.upgrade;
    exports dev.tenantbackup.verify;
}
