// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.architecture.planted.remap;

import java.net.Socket;

/** Remapping must not talk. */
public record OpensSocket(Socket socket) {}
