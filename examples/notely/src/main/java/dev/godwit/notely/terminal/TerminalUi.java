package dev.godwit.notely.terminal;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.gui2.MultiWindowTextGUI;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.screen.Screen;
import com.googlecode.lanterna.screen.TerminalScreen;
import com.googlecode.lanterna.terminal.Terminal;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The terminal pages. They are drawn four times a second and after each key; only what changed is sent. However they
 * end, by a key, an exception or a signal, the terminal is as it was before.
 */
public final class TerminalUi {
    private static final Duration DRAW_INTERVAL = Duration.ofMillis(250);
    private static final Duration KEY_INTERVAL = Duration.ofMillis(20);

    private final NewestView newest;
    private final Orders orders;
    private final Pages pages;
    private final Tasks tasks;
    private final TimeSource time;
    private final TerminalTheme theme;

    /**
     * The pages.
     *
     * @param views asked four times a second, on a thread beside the screen; it may take its time, and when it throws the
     *     last view stays with the message of the exception
     */
    public TerminalUi(
            Supplier<NotelyView> views,
            NotelyControls controls,
            LogLines logs,
            TerminalTheme theme,
            Tasks tasks,
            TimeSource time) {
        this.newest = new NewestView(views, time);
        this.orders = new Orders(tasks);
        this.pages = new Pages(controls, logs);
        this.theme = theme;
        this.tasks = tasks;
        this.time = time;
    }

    /** Whether the process has a terminal to show pages in: its standard input and output are one. */
    public static boolean possible() {
        return NotelyTerminal.isThere();
    }

    /**
     * Shows the pages until the user quits. To be asked before: {@link #possible()}.
     *
     * @throws UncheckedIOException when the terminal cannot be used
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public void show() throws InterruptedException {
        Tasks.Task reading = tasks.start("notely-view", newest);
        try (NotelyTerminal terminal = new NotelyTerminal()) {
            show(terminal);
        } catch (IOException e) {
            throw new UncheckedIOException("the terminal cannot be used: " + e.getMessage(), e);
        } finally {
            reading.cancel();
        }
    }

    private void show(Terminal terminal) throws IOException, InterruptedException {
        try (Screen screen = new TerminalScreen(terminal)) {
            screen.setCursorPosition(null);
            screen.startScreen();
            MultiWindowTextGUI gui = new MultiWindowTextGUI(screen);
            gui.setTheme(theme.widgets());
            long drawnAt = draw(gui);
            while (true) {
                KeyStroke key = screen.pollInput();
                if (key == null) {
                    boolean due = time.since(drawnAt).compareTo(DRAW_INTERVAL) >= 0;
                    if (due || gui.isPendingUpdate()) {
                        drawnAt = draw(gui);
                    }
                    time.sleep(KEY_INTERVAL);
                } else if (Keys.quits(key)) {
                    return;
                } else {
                    Keys.press(key, pages, orders);
                    drawnAt = draw(gui);
                }
            }
        }
    }

    /** Draws what changed; the time of it is answered. */
    private long draw(MultiWindowTextGUI gui) throws IOException {
        gui.getScreen().doResizeIfNecessary();
        TerminalSize size = gui.getScreen().getTerminalSize();
        Message message = newest.failure()
                .map(reason -> new Message("nothing newer can be read: " + reason, Tone.BAD))
                .orElseGet(orders::message);
        gui.getBackgroundPane().setComponent(pages.screen(newest.view(), message, time.wallClock(), size, theme));
        gui.updateScreen();
        return time.monotonicNanos();
    }
}
