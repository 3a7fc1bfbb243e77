package dev.godwit.notely.proxy;

import java.nio.file.Path;
import java.util.List;

/**
 * What a proxy is told on its command line; all else is in its {@link ProxySettings}.
 *
 * @param id its number, which is also the version that it runs
 * @param port on loopback
 * @param dataFolder where its settings are
 */
public record ProxyOptions(int id, int port, Path dataFolder) {
    /** As words of that command line. */
    public List<String> arguments() {
        return List.of(
                "--proxy",
                "--proxy-id",
                String.valueOf(id),
                "--proxy-port",
                String.valueOf(port),
                "--data-dir",
                dataFolder.toString());
    }
}
