// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.architecture.planted.util;

/** A name that means nothing. */
public final class Anything {}
