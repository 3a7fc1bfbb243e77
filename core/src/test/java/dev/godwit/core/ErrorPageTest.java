package dev.godwit.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every code is in the index and has a page of its own that says what an operator wants to know. */
class ErrorPageTest {
    private static final Path ROOT = Path.of("..");
    private static final Path INDEX = ROOT.resolve("docs/errors.md");
    private static final Path PAGES = ROOT.resolve("docs/errors");
    private static final List<String> HEADINGS =
            List.of("## What it means", "## How it comes about", "## How to see it", "## Next step");

    @Test
    void theIndexListsEachCodeWithItsPageAndItsNextStep() throws IOException {
        String table = table();
        assertThat(Files.readString(INDEX))
                .as("put this into docs/errors.md:%n%s", table)
                .contains(table);
    }

    @ParameterizedTest
    @EnumSource
    void eachCodeHasAPage(ErrorCode code) throws IOException {
        Path page = ROOT.resolve(code.page());
        assertThat(page)
                .as("write %s, beginning with this:%n%s", code.page(), template(code))
                .exists();
        String text = Files.readString(page);
        assertThat(text)
                .as(
                        "%s names its code, who acts and the next step as ErrorCode has them, as in%n%s",
                        page, template(code))
                .startsWith("# " + code + "\n\n" + code.kind() + ": ")
                .contains(HEADINGS)
                .contains("**" + sentence(code.nextStep()) + "**");
        for (String heading : HEADINGS) {
            String below = text.substring(text.indexOf(heading) + heading.length());
            assertThat(below.split("\n## ", 2)[0].strip())
                    .as("%s: %s", page, heading)
                    .hasSizeGreaterThan(10);
        }
    }

    @Test
    void noPageIsWithoutItsCode() throws IOException {
        Set<String> codes =
                Arrays.stream(ErrorCode.values()).map(code -> code + ".md").collect(Collectors.toSet());
        try (Stream<Path> pages = Files.list(PAGES)) {
            Set<String> orphans = pages.map(page -> page.getFileName().toString())
                    .filter(page -> !codes.contains(page))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(orphans)
                    .as("pages in docs/errors of codes that are gone")
                    .isEmpty();
        }
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| code | kind | what to do next |\n|---|---|---|\n");
        for (ErrorCode code : ErrorCode.values()) {
            table.append("| [`%s`](errors/%s.md) | %s | %s |\n".formatted(code, code, code.kind(), code.nextStep()));
        }
        return table.toString();
    }

    private static String template(ErrorCode code) {
        return "# %s%n%n%s: WHO ACTS, AS IN docs/errors.md.%n%n%s%n%n...%n%n%s%n%n...%n%n%s%n%n...%n%n%s%n%n**%s**%n"
                .formatted(
                        code,
                        code.kind(),
                        HEADINGS.get(0),
                        HEADINGS.get(1),
                        HEADINGS.get(2),
                        HEADINGS.get(3),
                        sentence(code.nextStep()));
    }

    private static String sentence(String nextStep) {
        return Character.toUpperCase(nextStep.charAt(0)) + nextStep.substring(1) + ".";
    }
}
