package dev.godwit.notely.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages as they look, compared with the files in {@code src/test/resources/screens}. When a change is meant, run this
 * with {@code -Dtest.jvm=-Dscreens.update=true}, which writes them anew, and read what changed.
 */
class ScreensTest {
    private static final boolean UPDATE = Boolean.getBoolean("screens.update");
    private static final List<int[]> SIZES = List.of(new int[] {80, 24}, new int[] {200, 50});

    static Stream<Arguments> screens() {
        return SIZES.stream()
                .flatMap(size -> Stream.of(
                        screen(size, "api", MadeUpNotely.view(0, 25), ""),
                        screen(size, "api-scrolled", MadeUpNotely.view(0, 25), "f"),
                        screen(size, "api-beginning", MadeUpNotely.beginning(), ""),
                        screen(size, "api-trouble", MadeUpNotely.trouble(), ""),
                        screen(size, "accounts", MadeUpNotely.view(0, 1_000), "ljjm"),
                        screen(size, "migration", MadeUpNotely.view(0, 25), "llc"),
                        screen(size, "migration-scrolled", MadeUpNotely.view(0, 25), "llff"),
                        screen(size, "migration-none", MadeUpNotely.beginning(), "ll"),
                        screen(size, "logs", MadeUpNotely.view(0, 25), "lll"),
                        screen(size, "logs-scrolled", MadeUpNotely.view(0, 25), "hb")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("screens")
    void a_page_looks_like_this(String name, int columns, int rows, NotelyView view, String keys) throws IOException {
        VirtualPages pages = new VirtualPages(columns, rows, TerminalTheme.DARK, logs(), new VirtualPages.NoControls());
        pages.draw(Optional.of(view));
        for (char key : keys.toCharArray()) {
            pages.press(String.valueOf(key));
            pages.draw(Optional.of(view));
        }

        String screen = pages.screen(view);

        Path file = Path.of("src/test/resources/screens", name + ".txt");
        if (UPDATE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, screen);
        }
        assertThat(file).hasContent(screen);
        assertThat(screen.lines())
                .hasSize(rows)
                .allSatisfy(line -> assertThat(FittedText.width(line)).isLessThanOrEqualTo(columns));
    }

    private static LogLines logs() {
        LogLines logs = new LogLines();
        for (int line = 0; line < LogLines.LINES_MAX + 200; line++) {
            logs.add(MadeUpNotely.log(line));
        }
        return logs;
    }

    private static Arguments screen(int[] size, String name, NotelyView view, String keys) {
        return Arguments.of(size[0] + "x" + size[1] + "/" + name, size[0], size[1], view, keys);
    }
}
