/**
 * The few values that every room shares: names of tenants, tables, backups and rows, and the family of exceptions.
 *
 * <p>Knows no other room.
 */
@NullMarked
package dev.tenantbackup.model;

import org.jspecify.annotations.NullMarked;
