// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.architecture.planted.extract;

import dev.tenantbackup.architecture.planted.FrontDoor;

/** A room must not know the front door. */
public record LooksBack(FrontDoor door) {}
