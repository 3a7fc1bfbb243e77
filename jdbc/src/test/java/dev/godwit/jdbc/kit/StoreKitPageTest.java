package dev.godwit.jdbc.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of the kit names the settings in which each database passes it. */
class StoreKitPageTest {
    private static final Path PAGE = Path.of("..", "docs", "store-kit.md");

    @Test
    void the_settings_of_the_page_are_those_of_the_kit() throws IOException {
        String table = Setting.ALL.stream()
                .map(setting -> "| " + setting.name() + " | " + inWords(setting) + " |\n")
                .collect(Collectors.joining());
        assertThat(Files.readString(PAGE))
                .as("put this into %s:%n%s", PAGE, table)
                .contains(table);
    }

    @Test
    void the_settings_of_sqlite_are_those_of_the_kit() throws IOException {
        String table = SqliteSetting.ALL.stream()
                .map(setting -> "| " + setting.name() + " | " + setting.inWords() + " |\n")
                .collect(Collectors.joining());
        assertThat(Files.readString(PAGE))
                .as("put this into %s:%n%s", PAGE, table)
                .contains(table);
    }

    @Test
    void the_page_says_what_sqlite_lacks() throws IOException {
        String lacks = SqliteSetting.ALL.getFirst().lacks().stream()
                .map(lack -> "- " + lack.words() + "\n")
                .collect(Collectors.joining());
        assertThat(Files.readString(PAGE))
                .as("put this into %s:%n%s", PAGE, lacks)
                .contains(lacks);
    }

    private static String inWords(Setting setting) {
        if (setting.rowSecurity()) {
            return "tables with forced row security; the mover's role has BYPASSRLS";
        }
        return setting.settings().isEmpty()
                ? "none"
                : setting.settings().stream().map(value -> "`" + value + "`").collect(Collectors.joining(", "));
    }
}
