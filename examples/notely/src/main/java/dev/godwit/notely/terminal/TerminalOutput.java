package dev.godwit.notely.terminal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The way to the terminal. A drawing reaches it in one piece, so that nothing flickers. Once the alternate screen was
 * left nothing more gets through: when a signal ends the process, the thread that draws may still be at it.
 */
final class TerminalOutput extends OutputStream {
    private static final int CAPACITY = 1 << 16;
    private static final byte[] LEAVE_SCREEN = "\u001b[?1049l".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST_WORDS = "\u001b[0m\u001b[?25h".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream terminal;
    private boolean left;

    TerminalOutput(OutputStream terminal) {
        this.terminal = new BufferedOutputStream(terminal, CAPACITY);
    }

    @Override
    public synchronized void write(int value) throws IOException {
        if (!left) {
            terminal.write(value);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (left) {
            return;
        }
        terminal.write(bytes, offset, length);
        if (Arrays.equals(bytes, offset, offset + length, LEAVE_SCREEN, 0, LEAVE_SCREEN.length)) {
            terminal.write(LAST_WORDS);
            terminal.flush();
            left = true;
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        terminal.flush();
    }
}
