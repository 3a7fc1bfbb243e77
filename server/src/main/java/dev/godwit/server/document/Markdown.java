package dev.godwit.server.document;

import java.util.List;
import java.util.regex.Pattern;

/** Writes Markdown, in which what comes from plans and databases is text and nothing else. Not thread-safe. */
final class Markdown {
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]<>()#+!|~&-]");
    private static final Pattern BACKTICKS = Pattern.compile("`+");
    private static final Pattern LINE_BREAKS = Pattern.compile("[\\p{Cntrl}\\s]+");

    private final StringBuilder text = new StringBuilder();

    /** Any text, so that it reads as it is. */
    static String plain(String any) {
        return SPECIAL.matcher(LINE_BREAKS.matcher(any).replaceAll(" ")).replaceAll("\\\\$0");
    }

    /** A command or a name of the system, in a cell of a table. */
    static String code(String any) {
        String line = LINE_BREAKS.matcher(any).replaceAll(" ").replace("|", "\\|");
        String fence = "`".repeat(longestRunOfBackticks(line) + 1);
        return fence.length() == 1 ? fence + line + fence : fence + " " + line + " " + fence;
    }

    private static int longestRunOfBackticks(String line) {
        return BACKTICKS
                .matcher(line)
                .results()
                .mapToInt(run -> run.group().length())
                .max()
                .orElse(0);
    }

    Markdown title(String plain) {
        text.append("# ").append(plain(plain)).append("\n\n");
        return this;
    }

    Markdown section(String plain) {
        text.append("## ").append(plain(plain)).append("\n\n");
        return this;
    }

    /** A paragraph that is Markdown already. */
    Markdown paragraph(String markdown) {
        text.append(markdown).append("\n\n");
        return this;
    }

    /** A list of paragraphs that are Markdown already; none at all when it is empty. */
    Markdown list(List<String> items) {
        items.forEach(item -> text.append("- ").append(item).append('\n'));
        if (!items.isEmpty()) {
            text.append('\n');
        }
        return this;
    }

    /** A table whose cells are Markdown already. */
    Markdown table(List<String> titles, List<List<String>> rows) {
        row(titles);
        row(titles.stream().map(title -> "---").toList());
        rows.forEach(this::row);
        text.append('\n');
        return this;
    }

    private void row(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    @Override
    public String toString() {
        return text.toString().stripTrailing() + "\n";
    }
}
