package dev.godwit.cli;

import dev.godwit.cli.internal.Look;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The terminal or pipe that the process was started in. */
final class SystemConsole {
    private static final int PIPE_WIDTH = 120;
    private static final int PIPE_HEIGHT = 50;
    private static final String NO_COLOUR = "NO_COLOR";

    private SystemConsole() {}

    /** The console; whether it is a terminal is found out when somebody asks. */
    static Console open() {
        Charset charset = System.out.charset();
        PrintWriter out = new PrintWriter(System.out, true, charset);
        PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        Optional<Terminal> terminal = terminal();
        boolean unicode = charset.equals(StandardCharsets.UTF_8);
        boolean colour = terminal.isPresent() && System.getenv(NO_COLOUR) == null;
        return new Console(
                out,
                err,
                in,
                terminal.isPresent(),
                () -> new Look(
                        terminal.map(Terminal::getWidth)
                                .filter(width -> width > 0)
                                .orElse(PIPE_WIDTH),
                        colour,
                        unicode),
                () -> terminal.map(Terminal::getHeight)
                        .filter(height -> height > 0)
                        .orElse(PIPE_HEIGHT));
    }

    private static Optional<Terminal> terminal() {
        if (System.console() == null) {
            return Optional.empty();
        }
        try {
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .systemOutput(TerminalBuilder.SystemOutput.SysOut)
                    .dumb(false)
                    .build();
            return Optional.of(terminal);
        } catch (IOException | IllegalStateException e) {
            return Optional.empty();
        }
    }
}
