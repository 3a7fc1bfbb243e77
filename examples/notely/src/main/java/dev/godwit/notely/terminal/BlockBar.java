package dev.godwit.notely.terminal;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.gui2.ComponentRenderer;
import com.googlecode.lanterna.gui2.ProgressBar;
import com.googlecode.lanterna.gui2.TextGUIGraphics;

/** Draws a progress bar of blocks, as {@code godwit status} does: it reads without colours too. */
final class BlockBar implements ComponentRenderer<ProgressBar> {
    private static final char FULL = '\u2588';
    private static final char EMPTY = '\u2591';

    private final TerminalTheme theme;

    BlockBar(TerminalTheme theme) {
        this.theme = theme;
    }

    @Override
    public TerminalSize getPreferredSize(ProgressBar bar) {
        return new TerminalSize(bar.getPreferredWidth(), 1);
    }

    @Override
    public void drawComponent(TextGUIGraphics graphics, ProgressBar bar) {
        int columns = graphics.getSize().getColumns();
        int filled = (int) Math.floor(bar.getProgress() * columns);
        graphics.setBackgroundColor(theme.ground());
        graphics.setForegroundColor(theme.foreground(filled == columns ? Tone.GOOD : Tone.HEADING));
        graphics.putString(0, 0, String.valueOf(FULL).repeat(filled));
        graphics.setForegroundColor(theme.foreground(Tone.FAINT));
        graphics.putString(filled, 0, String.valueOf(EMPTY).repeat(columns - filled));
    }
}
