package dev.godwit.bench.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every snippet of the page names the file that it is from, which a build compiles and a test runs. */
class FrameworksPageTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- (?<file>\\S+) -->\\n)?```(?:java|yaml)\\n(?<code>.*?)```", Pattern.DOTALL);

    private final List<String> wrong = new ArrayList<>();
    private int snippets;

    @Test
    void the_page_of_the_frameworks_shows_what_is_run() throws IOException {
        Matcher blocks = BLOCK.matcher(Files.readString(ROOT.resolve("docs/frameworks.md")));
        while (blocks.find()) {
            judge(blocks.group("file"), blocks.group("code"));
        }
        assertThat(wrong).isEmpty();
        assertThat(snippets).isGreaterThan(5);
    }

    private void judge(String file, String code) throws IOException {
        snippets++;
        if (file == null) {
            wrong.add("no file is named for:\n" + code);
        } else if (!lines(Files.readString(ROOT.resolve(file))).contains(lines(code))) {
            wrong.add("not in " + file + ":\n" + code);
        }
    }

    /** Without indentation. */
    private static String lines(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
