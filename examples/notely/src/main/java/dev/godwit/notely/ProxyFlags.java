package dev.godwit.notely;

import dev.godwit.notely.proxy.ProxyOptions;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The flags with which Notely starts a data proxy; people can do it too. */
final class ProxyFlags {
    private static final int PORT_MAX = 65_535;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--proxy",
            description = "Is a data proxy, as Notely itself starts them. All else is in the data folder.")
    private boolean wanted;

    @Option(names = "--proxy-id", paramLabel = "ID", description = "The number and version of the proxy, from 1.")
    private int id;

    @Option(names = "--proxy-port", paramLabel = "PORT", description = "Where the proxy answers, on 127.0.0.1.")
    private int port;

    boolean wanted() {
        return wanted;
    }

    /** @throws ParameterException when a flag is missing or has a value that makes no sense */
    ProxyOptions options(Path dataFolder) {
        if (id < 1) {
            throw new ParameterException(command.commandLine(), "--proxy wants --proxy-id, a number from 1");
        }
        if (port < 1 || port > PORT_MAX) {
            throw new ParameterException(
                    command.commandLine(), "--proxy wants --proxy-port, from 1 to " + PORT_MAX + ", not " + port);
        }
        return new ProxyOptions(id, port, dataFolder);
    }
}
