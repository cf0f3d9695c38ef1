// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.architecture.planted.catalog;

/** Breaks no rule. */
public final class Innocent {}
