package dev.godwit.notely.terminal;

import com.googlecode.lanterna.gui2.Component;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.event.Level;

/** The fourth page: the newest lines of all processes. It follows the end until somebody scrolls away from it. */
final class LogsPage implements Page {
    private static final int LINES_ABOVE = 2;
    private static final int TITLES = 1;
    private static final List<Column> COLUMNS =
            List.of(Column.text("Time UTC"), Column.text("Level"), Column.text("Process"), Column.flexible("Message"));

    private final LogLines lines;
    /** The number of the first line that is seen, counted from the first that was ever added; absent at the end. */
    private OptionalLong anchor = OptionalLong.empty();

    private int height = 1;

    LogsPage(LogLines lines) {
        this.lines = lines;
    }

    @Override
    public String title() {
        return "Logs";
    }

    @Override
    public List<KeyHint> keys() {
        return List.of(new KeyHint("end", "follow"));
    }

    @Override
    public Component body(Optional<NotelyView> view, Look look) {
        height = Math.max(1, look.height() - LINES_ABOVE - TITLES);
        LogLines.Snapshot snapshot = lines.snapshot();
        int size = snapshot.lines().size();
        if (size == 0) {
            return look.text("No line yet.", Tone.FAINT);
        }
        int top = top(snapshot);
        List<List<Cell>> rows = snapshot.lines().subList(top, Math.min(size, top + height)).stream()
                .map(LogsPage::row)
                .toList();
        Look narrower = look.withWidth(look.width() - Scroll.WIDTH);
        Component table = Look.fixed(Tables.of(narrower, COLUMNS, rows), narrower.width());
        Component list = size <= height
                ? table
                : Look.beside(table, Look.gap(1), Scroll.bar(top, size, height, TITLES + height));
        return Look.stack(summary(top, rows.size(), size, look), Look.blank(), list);
    }

    @Override
    public void move(Motion motion) {
        LogLines.Snapshot snapshot = lines.snapshot();
        long first = snapshot.added() - snapshot.lines().size();
        long last = Math.max(0, snapshot.lines().size() - height);
        long wanted = motion.from(top(snapshot), height, last);
        anchor = wanted >= last ? OptionalLong.empty() : OptionalLong.of(first + Math.max(0, wanted));
    }

    @Override
    public Optional<Order> order(char key) {
        return Optional.empty();
    }

    /** Where the screen begins among the lines that are left. */
    private int top(LogLines.Snapshot snapshot) {
        int last = Math.max(0, snapshot.lines().size() - height);
        if (anchor.isEmpty()) {
            return last;
        }
        long first = snapshot.added() - snapshot.lines().size();
        return (int) Math.max(0, Math.min(last, anchor.getAsLong() - first));
    }

    private Component summary(int top, int shown, int size, Look look) {
        String range = "lines " + Figures.count(top + 1L) + " to " + Figures.count((long) top + shown) + " of "
                + Figures.count(size);
        return look.line(
                new Cell(range, Tone.HEADING),
                anchor.isEmpty() ? new Cell("  following", Tone.GOOD) : new Cell("  not following", Tone.BUSY));
    }

    private static List<Cell> row(LogLine line) {
        return List.of(
                Cell.faint(Figures.timeWithMillis(line.at())),
                new Cell(line.level().name(), tone(line.level())),
                Cell.of(line.process()),
                Cell.of(line.text()));
    }

    private static Tone tone(Level level) {
        return switch (level) {
            case ERROR -> Tone.BAD;
            case WARN -> Tone.BUSY;
            case INFO -> Tone.GOOD;
            case DEBUG, TRACE -> Tone.FAINT;
        };
    }
}
