package dev.godwit.cli.internal;

import dev.godwit.core.MigrationStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** A page that is redrawn in place on a terminal. What is said scrolls away above it. */
public final class LivePage implements ProgressDisplay {
    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[\\d+m");
    private static final String CLEAR_LINE = "\u001b[K";

    private final PrintWriter out;
    private final Supplier<Look> look;
    private final Supplier<Integer> height;
    private List<String> page = List.of();
    private List<String> drawn = List.of();

    /**
     * A page.
     *
     * @param look asked before each drawing, for a terminal can be resized
     * @param height the terminal's lines
     */
    public LivePage(PrintWriter out, Supplier<Look> look, Supplier<Integer> height) {
        this.out = out;
        this.look = look;
        this.height = height;
    }

    @Override
    public void show(MigrationStatus status, Instant now) {
        page = StatusPage.render(status, look.get(), now);
        draw("");
    }

    @Override
    public void say(String message) {
        draw(message + CLEAR_LINE + "\n");
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void finish() {
        out.print(SHOW_CURSOR);
        out.flush();
    }

    /** One write per drawing, so that nothing flickers. */
    private void draw(String above) {
        List<String> lines = page.stream().limit(Math.max(1, height.get() - 1)).toList();
        StringBuilder drawing = new StringBuilder(HIDE_CURSOR);
        int linesDrawn = linesOf(drawn);
        if (linesDrawn > 0) {
            drawing.append("\u001b[").append(linesDrawn).append('A');
        }
        drawing.append('\r').append(above);
        lines.forEach(line -> drawing.append(line).append(CLEAR_LINE).append('\n'));
        drawing.append(CLEAR_BELOW);
        drawn = lines;
        out.print(drawing);
        out.flush();
    }

    /** How many lines the last drawing takes now: a terminal that became narrower has wrapped it. */
    private int linesOf(List<String> lines) {
        int width = look.get().width();
        return lines.stream()
                .mapToInt(line -> Math.max(
                        1, Math.ceilDiv(COLOURS.matcher(line).replaceAll("").length(), width)))
                .sum();
    }
}
