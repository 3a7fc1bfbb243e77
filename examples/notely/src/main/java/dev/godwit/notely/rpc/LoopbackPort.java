package dev.godwit.notely.rpc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports for servers that are about to be started in other processes. */
public final class LoopbackPort {
    private LoopbackPort() {}

    /**
     * A port of the loopback address that nobody has now. It may be taken by somebody else before the server takes it, which
     * says so then and ends.
     *
     * @throws IOException when there is none
     */
    public static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
