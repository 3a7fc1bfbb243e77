package dev.godwit.notely.terminal;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.terminal.ansi.UnixTerminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The terminal that the process was started in. Unlike the library's own it asks the terminal's device for the size, not
 * the screen in the middle of a drawing; and all keys arrive as keys: one that suspended the process or made it print its
 * threads would leave a mess.
 */
final class NotelyTerminal extends UnixTerminal {
    /** In quarters of a second: how long a lone escape may turn out to be the beginning of an arrow. */
    private static final int ESCAPE_PATIENCE = 1;

    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,3}) ([1-9]\\d{0,3})");

    NotelyTerminal() throws IOException {
        super(
                System.in,
                new TerminalOutput(new FileOutputStream(FileDescriptor.out)),
                StandardCharsets.UTF_8,
                CtrlCBehaviour.TRAP);
        getInputDecoder().setTimeoutUnits(ESCAPE_PATIENCE);
    }

    /** Whether standard input and output are a terminal; how {@code System.console()} answers depends on the JDK. */
    static boolean isThere() {
        try {
            Process test = new ProcessBuilder("sh", "-c", "test -t 0 && test -t 1")
                    .inheritIO()
                    .start();
            return test.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    protected TerminalSize findTerminalSize() throws IOException {
        Matcher size = SIZE.matcher(runSTTYCommand("size").trim());
        return size.matches()
                ? new TerminalSize(Integer.parseInt(size.group(2)), Integer.parseInt(size.group(1)))
                : new TerminalSize(Pages.COLUMNS_MIN, Pages.ROWS_MIN);
    }

    @Override
    protected void keyStrokeSignalsEnabled(boolean enabled) throws IOException {
        runSTTYCommand(enabled ? "isig" : "-isig");
    }

    /** Writes the text as it is; the library encodes each half of a character beyond the first 65,536 alone. */
    @Override
    public void putString(String text) throws IOException {
        writeToTerminal(text.getBytes(StandardCharsets.UTF_8));
    }
}
