package dev.godwit.notely.terminal;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.graphics.SimpleTheme;
import com.googlecode.lanterna.graphics.Theme;
import com.googlecode.lanterna.gui2.ScrollBar;
import com.googlecode.lanterna.gui2.table.Table;

/** The colours of the terminal, by their numbers among the 256 that every terminal of today knows. */
public enum TerminalTheme {
    /** Light text on a dark ground. */
    DARK,
    /** Dark text on a light ground. */
    LIGHT;

    /** The theme in the words of the terminal library. */
    Theme widgets() {
        SimpleTheme widgets = new SimpleTheme(foreground(Tone.NORMAL), ground());
        widgets.addOverride(Table.class, foreground(Tone.NORMAL), ground())
                .setSelected(foreground(Tone.NORMAL), raisedGround())
                .setActive(foreground(Tone.NORMAL), raisedGround());
        widgets.addOverride(ScrollBar.class, foreground(Tone.FAINT), ground());
        return widgets;
    }

    TextColor foreground(Tone tone) {
        return switch (tone) {
            case NORMAL, FRAME -> either(252, 235);
            case FAINT -> either(246, 242);
            case HEADING, FRAME_BOLD -> either(81, 25);
            case GOOD -> either(114, 28);
            case BUSY -> either(221, 130);
            case BAD -> either(210, 160);
        };
    }

    TextColor background(Tone tone) {
        return switch (tone) {
            case FRAME, FRAME_BOLD -> raisedGround();
            case NORMAL, FAINT, HEADING, GOOD, BUSY, BAD -> ground();
        };
    }

    SGR[] styles(Tone tone) {
        return switch (tone) {
            case HEADING, FRAME_BOLD, BAD -> new SGR[] {SGR.BOLD};
            case NORMAL, FAINT, GOOD, BUSY, FRAME -> new SGR[0];
        };
    }

    TextColor ground() {
        return either(234, 231);
    }

    /** The ground of a selected row and of the frame. */
    TextColor raisedGround() {
        return either(238, 253);
    }

    private TextColor either(int dark, int light) {
        return new TextColor.Indexed(this == DARK ? dark : light);
    }
}
