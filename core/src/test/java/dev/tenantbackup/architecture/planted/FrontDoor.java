// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.architecture.planted;

/** Stands in for the front door. */
public final class FrontDoor {}
