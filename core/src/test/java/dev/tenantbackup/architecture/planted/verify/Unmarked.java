// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.architecture.planted.verify;

/** Its package has no package-info. */
public final class Unmarked {}
