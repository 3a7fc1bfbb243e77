package dev.godwit.notely.terminal;

import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.gui2.AbsoluteLayout;
import com.googlecode.lanterna.gui2.Component;
import com.googlecode.lanterna.gui2.Direction;
import com.googlecode.lanterna.gui2.Panel;
import com.googlecode.lanterna.gui2.ScrollBar;

/** Which part of a tall component is seen. Not thread-safe: it belongs to the thread that draws. */
final class Scroll {
    /** What a page has to leave free at its right end. */
    static final int WIDTH = 2;

    private int offset;
    private int rows;
    private int height = 1;

    void move(Motion motion) {
        offset = bounded(motion.from(offset, height, rows));
    }

    /** The part that is seen, with a bar beside it when that is not all. */
    Component show(Component body, Look look) {
        rows = body.getPreferredSize().getRows();
        height = look.height();
        offset = bounded(offset);
        int width = look.width() - WIDTH;
        body.setPosition(new TerminalPosition(0, -offset));
        body.setSize(new TerminalSize(width, rows));
        Panel part = Look.bare(new AbsoluteLayout());
        part.addComponent(body);
        part.setPreferredSize(new TerminalSize(width, height));
        return rows <= height ? part : Look.beside(part, Look.gap(1), bar(offset, rows, height, height));
    }

    /**
     * A bar that tells which part of so many rows is seen.
     *
     * @param seen how many rows are seen
     * @param height of the bar
     */
    static Component bar(int offset, int rows, int seen, int height) {
        ScrollBar bar = new ScrollBar(Direction.VERTICAL);
        bar.setViewSize(seen);
        bar.setScrollMaximum(rows);
        bar.setScrollPosition(offset);
        bar.setPreferredSize(new TerminalSize(1, height));
        return bar;
    }

    private int bounded(long wanted) {
        return (int) Math.max(0, Math.min(wanted, rows - height));
    }
}
