// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Stands between a database server and who uses it, and cuts one connection at the moment of its commit. */
final class CommitCutter implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("localhost:(\\d+)");

    private final ServerSocket door;
    private final int server;
    private final String url;
    private final AtomicReference<@Nullable Cut> armed = new AtomicReference<>();

    private CommitCutter(ServerSocket door, int server, String url) {
        this.door = door;
        this.server = server;
        this.url = url;
    }

    /** When a connection is cut. */
    enum Cut {
        /** Before the commit has reached the server. */
        BEFORE,
        /** When the server's answer is on its way. */
        AFTER
    }

    /** In front of the server of a JDBC address. */
    static CommitCutter before(String address) throws IOException {
        Matcher port = PORT.matcher(address);
        if (!port.find()) {
            throw new IllegalArgumentException("no port in " + address);
        }
        ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        String url = port.replaceFirst("127.0.0.1:" + door.getLocalPort());
        CommitCutter cutter = new CommitCutter(door, Integer.parseInt(port.group(1)), url);
        start("commit cutter", cutter::let);
        return cutter;
    }

    /** The JDBC address that leads through here. */
    String url() {
        return url;
    }

    /** Cuts the connection that commits next. */
    void cut(Cut moment) {
        armed.set(moment);
    }

    /** Lets nobody else through. */
    void shut() throws IOException {
        door.close();
    }

    private void let() throws IOException {
        while (!door.isClosed()) {
            Socket client = door.accept();
            Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
            // else the two ends wait for each other at every call, 40 ms long
            client.setTcpNoDelay(true);
            behind.setTcpNoDelay(true);
            Line line = new Line(client, behind);
            start("to the server", line::forth);
            start("from the server", line::back);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    private static void start(String name, Traffic traffic) {
        Thread thread = new Thread(
                () -> {
                    try {
                        traffic.flow();
                    } catch (IOException closed) {
                        // either end is gone, or the door is shut: nothing flows any more
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    @FunctionalInterface
    private interface Traffic {
        void flow() throws IOException;
    }

    /** One connection. */
    private final class Line {

        private final Socket client;
        private final Socket behind;
        private volatile boolean silent;

        Line(Socket client, Socket behind) {
            this.client = client;
            this.behind = behind;
        }

        void forth() throws IOException {
            try (client;
                    behind) {
                InputStream in = client.getInputStream();
                OutputStream out = behind.getOutputStream();
                byte[] buffer = new byte[65_536];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    boolean commits = new String(buffer, 0, read, StandardCharsets.ISO_8859_1).contains("COMMIT");
                    Cut cut = commits ? armed.getAndSet(null) : null;
                    if (cut == Cut.BEFORE) {
                        return;
                    }
                    silent |= cut == Cut.AFTER;
                    out.write(buffer, 0, read);
                    out.flush();
                }
            }
        }

        void back() throws IOException {
            try (client;
                    behind) {
                InputStream in = behind.getInputStream();
                OutputStream out = client.getOutputStream();
                byte[] buffer = new byte[65_536];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (silent) {
                        return;
                    }
                    out.write(buffer, 0, read);
                    out.flush();
                }
            }
        }
    }
}
