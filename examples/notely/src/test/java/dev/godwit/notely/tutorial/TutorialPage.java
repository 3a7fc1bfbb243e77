package dev.godwit.notely.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page of the tutorial that is read from its beginning to its end: what it says and which commands it shows, in its order,
 * and none left out.
 */
final class TutorialPage {
    static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

    private static final String FENCE = "```sh\n";
    private static final Pattern COMMANDS = Pattern.compile("(?ms)^" + FENCE + "(.*?)^```");
    private static final Pattern JAVA = Pattern.compile("(?ms)^```java\\n(.*?)^```");

    private final String name;
    private final String text;
    private int position;

    private TutorialPage(String name, String text) {
        this.name = name;
        this.text = text;
    }

    static TutorialPage open(String name) {
        try {
            return new TutorialPage(
                    name, Files.readString(ROOT.resolve("docs/tutorial").resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads on to these words, wherever the page breaks its lines. */
    void says(String words) {
        String anyBreaks = Arrays.stream(words.split(" ")).map(Pattern::quote).collect(Collectors.joining("\\s+"));
        readTo(Pattern.compile(anyBreaks), words);
    }

    /** Reads on to the next commands. */
    List<String> commands() {
        return readTo(COMMANDS, "commands").group(1).lines().toList();
    }

    /** Nothing is left to be run. */
    void ends() {
        assertThat(text.substring(position)).as("the rest of " + name).doesNotContain(FENCE);
    }

    /** The one solution of the exercise. */
    String solution() {
        Matcher block = JAVA.matcher(text);
        assertThat(block.find()).isTrue();
        String solution = block.group(1);
        assertThat(block.find()).as("one solution in " + name).isFalse();
        return solution;
    }

    private Matcher readTo(Pattern pattern, String what) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find(position)).as("%s goes on with: %s", name, what).isTrue();
        assertThat(text.substring(position, matcher.start()))
                .as("what %s says before: %s", name, what)
                .doesNotContain(FENCE);
        position = matcher.end();
        return matcher;
    }
}
