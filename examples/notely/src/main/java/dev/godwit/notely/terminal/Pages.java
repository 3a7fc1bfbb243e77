package dev.godwit.notely.terminal;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.gui2.Component;
import com.googlecode.lanterna.gui2.Panel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The four pages in their frame: a title with dots above, a message and the keys below. For the thread that draws. */
final class Pages {
    static final int COLUMNS_MIN = 80;
    static final int ROWS_MIN = 24;

    private static final int FRAME_ROWS = 4;
    private static final int MARGIN = 1;
    private static final String DOT = " \u00b7 ";
    private static final String HERE = "\u25cf";
    private static final String ELSEWHERE = "\u25cb";

    private final List<Page> pages;
    private int current;

    Pages(NotelyControls controls, LogLines logs) {
        this.pages = List.of(
                new TrafficPage(controls), new AccountsPage(controls), new MigrationPage(controls), new LogsPage(logs));
    }

    /** Goes on by so many pages; after the last comes the first. */
    void turn(int by) {
        current = Math.floorMod(current + by, pages.size());
    }

    void move(Motion motion) {
        pages.get(current).move(motion);
    }

    Optional<Order> order(char key) {
        return pages.get(current).order(key);
    }

    /** The whole screen. */
    Component screen(Optional<NotelyView> view, Message message, Instant now, TerminalSize size, TerminalTheme theme) {
        Look look = new Look(size.getColumns(), size.getRows(), theme);
        if (look.width() < COLUMNS_MIN || look.height() < ROWS_MIN) {
            return look.text(
                    "Notely needs " + COLUMNS_MIN + "x" + ROWS_MIN + ", this is " + look.width() + "x" + look.height()
                            + ". q quits.",
                    Tone.BUSY);
        }
        Look inner = look.withWidth(look.width() - MARGIN).withHeight(look.height() - FRAME_ROWS);
        Component body = pages.get(current).body(view, inner);
        Panel bounded = Look.stack(body);
        bounded.setPreferredSize(new TerminalSize(inner.width(), inner.height()));
        return Look.stack(
                title(view, now, look),
                Look.blank(),
                Look.beside(Look.gap(MARGIN), bounded),
                look.text(" " + message.text(), message.tone()),
                look.line(KeyHint.line(pages.get(current).keys(), look.width())));
    }

    private Component title(Optional<NotelyView> view, Instant now, Look look) {
        List<Cell> cells = new ArrayList<>();
        cells.add(new Cell(" Notely ", Tone.FRAME_BOLD));
        cells.add(new Cell(" " + dots() + "  " + pages.get(current).title(), Tone.FRAME));
        int used =
                cells.stream().mapToInt(cell -> FittedText.width(cell.text())).sum();
        cells.add(new Cell(
                FittedText.padded(about(view, now, look.width() - used), look.width() - used, true), Tone.FRAME));
        return look.line(cells);
    }

    /** As much as there is room for; the time always. */
    private static String about(Optional<NotelyView> view, Instant now, int room) {
        String time = Figures.time(now, now) + " ";
        String mode = view.map(seen -> seen.mode() + DOT).orElse("");
        String address = view.map(seen -> seen.address() + DOT).orElse("");
        return Stream.of(mode + address + time, mode + time)
                .filter(text -> FittedText.width(text) + MARGIN < room)
                .findFirst()
                .orElse(time);
    }

    private String dots() {
        StringBuilder dots = new StringBuilder();
        for (int page = 0; page < pages.size(); page++) {
            dots.append(page == 0 ? "" : " ").append(page == current ? HERE : ELSEWHERE);
        }
        return dots.toString();
    }
}
