package dev.godwit.notely.terminal;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.gui2.MultiWindowTextGUI;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import com.googlecode.lanterna.screen.TerminalScreen;
import com.googlecode.lanterna.terminal.virtual.DefaultVirtualTerminal;
import dev.godwit.core.Tasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The pages on a terminal in memory. Orders are carried out at once. */
final class VirtualPages {
    private final CountingTerminal terminal;
    private final TerminalScreen screen;
    private final MultiWindowTextGUI gui;
    private final TerminalTheme theme;
    private final Orders orders = new Orders(new AtOnce());
    private final Pages pages;

    VirtualPages(int columns, int rows, TerminalTheme theme, LogLines logs, NotelyControls controls) {
        try {
            this.terminal = new CountingTerminal(new TerminalSize(columns, rows));
            this.screen = new TerminalScreen(terminal);
            screen.setCursorPosition(null);
            screen.startScreen();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.theme = theme;
        this.gui = new MultiWindowTextGUI(screen);
        gui.setTheme(theme.widgets());
        this.pages = new Pages(controls, logs);
    }

    void resize(int columns, int rows) {
        terminal.setTerminalSize(new TerminalSize(columns, rows));
    }

    void press(String keys) {
        keys.chars().forEach(key -> Keys.press(new KeyStroke((char) key, false, false), pages, orders));
    }

    void press(KeyType key) {
        Keys.press(new KeyStroke(key), pages, orders);
    }

    /** What is on the screen once this view was drawn; spaces at the ends of lines are left out. */
    String screen(Optional<NotelyView> view) {
        draw(view);
        StringBuilder text = new StringBuilder();
        TerminalSize size = terminal.getTerminalSize();
        for (int row = 0; row < size.getRows(); row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < size.getColumns(); column++) {
                var character = terminal.getCharacter(column, row);
                line.append(character.getCharacterString());
                column += character.isDoubleWidth() ? 1 : 0;
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    String screen(NotelyView view) {
        return screen(Optional.of(view));
    }

    void draw(Optional<NotelyView> view) {
        try {
            screen.doResizeIfNecessary();
            Instant now = view.map(NotelyView::at).orElse(MadeUpNotely.BEGIN);
            gui.getBackgroundPane()
                    .setComponent(pages.screen(view, orders.message(), now, screen.getTerminalSize(), theme));
            gui.updateScreen();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many characters were sent to the terminal so far. */
    long charactersSent() {
        return terminal.sent;
    }

    private static final class CountingTerminal extends DefaultVirtualTerminal {
        private long sent;

        CountingTerminal(TerminalSize size) {
            super(size);
        }

        @Override
        public synchronized void putString(String text) {
            sent += text.length();
            super.putString(text);
        }
    }

    /** Controls that do nothing. */
    static final class NoControls implements NotelyControls {
        @Override
        public String deploy() {
            return "version 5 takes traffic";
        }

        @Override
        public String toggleMigration(UUID account) {
            return "starts for " + account;
        }

        @Override
        public String toggleMigrationOfAll() {
            return "starts for all";
        }

        @Override
        public String moveToNextShard(UUID account) {
            return "moves " + account + " to second";
        }

        @Override
        public String pauseOrResume(String migration) {
            return migration + " pauses";
        }

        @Override
        public String approve(String migration) {
            throw new IllegalStateException("no wave waits for an approval");
        }

        @Override
        public String rollBack(String migration) {
            return "8 units go back";
        }
    }

    private static final class AtOnce implements Tasks {
        @Override
        public Task start(String name, Runnable work) {
            work.run();
            return new Task() {
                @Override
                public void cancel() {}

                @Override
                public void join() {}

                @Override
                public boolean finished() {
                    return true;
                }
            };
        }
    }
}
