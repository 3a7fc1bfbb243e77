package dev.godwit.notely.terminal;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TerminalTextUtils;
import com.googlecode.lanterna.gui2.Component;
import com.googlecode.lanterna.gui2.Direction;
import com.googlecode.lanterna.gui2.EmptySpace;
import com.googlecode.lanterna.gui2.Label;
import com.googlecode.lanterna.gui2.LayoutManager;
import com.googlecode.lanterna.gui2.LinearLayout;
import com.googlecode.lanterna.gui2.Panel;
import com.googlecode.lanterna.gui2.ProgressBar;
import java.util.List;

/**
 * The place that a page has, its theme, and the widgets that pages are made of.
 *
 * @param width columns
 * @param height rows
 */
record Look(int width, int height, TerminalTheme theme) {
    private static final int PARTS = 10_000;

    Look withWidth(int columns) {
        return new Look(columns, height, theme);
    }

    Look withHeight(int rows) {
        return new Look(width, rows, theme);
    }

    /** Components below one another. */
    static Panel stack(Component... components) {
        return stack(List.of(components));
    }

    /** Components below one another. */
    static Panel stack(List<? extends Component> components) {
        return panel(Direction.VERTICAL, components);
    }

    /** Components beside one another. */
    static Panel beside(Component... components) {
        return panel(Direction.HORIZONTAL, List.of(components));
    }

    /** The component in exactly so many columns. */
    static Component fixed(Component component, int columns) {
        return component.setPreferredSize(component.getPreferredSize().withColumns(columns));
    }

    /** Nothing, as wide as this. */
    static Component gap(int columns) {
        return new EmptySpace(new TerminalSize(columns, 1));
    }

    /** An empty line. */
    static Component blank() {
        return gap(1);
    }

    /** A text on a line of its own. */
    Component text(String text, Tone tone) {
        return line(new Cell(text, tone));
    }

    /** A text on as many lines as it needs, but at most so many. */
    Component paragraph(String text, int linesMax, Tone tone) {
        return stack(TerminalTextUtils.getWordWrappedText(width, FittedText.clean(text)).stream()
                .limit(linesMax)
                .map(line -> text(line, tone))
                .toList());
    }

    /** A heading. */
    Component heading(String text) {
        return text(text, Tone.HEADING);
    }

    /** Texts one after another; what does not fit is cut. */
    Component line(Cell... cells) {
        return line(List.of(cells));
    }

    /** Texts one after another; what does not fit is cut. */
    Component line(List<Cell> cells) {
        Panel line = panel(Direction.HORIZONTAL, List.of());
        int left = width;
        for (Cell cell : cells) {
            String text = FittedText.cut(cell.text(), left);
            if (!text.isEmpty()) {
                line.addComponent(label(text, cell.tone()));
                left -= FittedText.width(text);
            }
        }
        return line.getChildCount() == 0 ? blank() : line;
    }

    /** A bar that is filled to a share from 0 to 1. */
    Component bar(double share, int columns) {
        return new ProgressBar(0, PARTS, columns)
                .setValue((int) Math.floor(share * PARTS))
                .setRenderer(new BlockBar(theme));
    }

    private Label label(String text, Tone tone) {
        Label label = new Label(text);
        label.setForegroundColor(theme.foreground(tone));
        label.setBackgroundColor(theme.background(tone));
        for (SGR style : theme.styles(tone)) {
            label.addStyle(style);
        }
        return label;
    }

    private static Panel panel(Direction direction, List<? extends Component> components) {
        Panel panel = bare(new LinearLayout(direction).setSpacing(0));
        components.forEach(panel::addComponent);
        return panel;
    }

    /** A panel that does not paint its ground, for the screen has it already: most of a drawing's time would go there. */
    static Panel bare(LayoutManager layout) {
        Panel panel = new Panel(layout);
        Panel.DefaultPanelRenderer renderer = panel.new DefaultPanelRenderer();
        renderer.setFillAreaBeforeDrawingComponents(false);
        panel.setRenderer(renderer);
        return panel;
    }
}
