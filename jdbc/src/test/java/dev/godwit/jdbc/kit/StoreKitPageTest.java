package dev.godwit.jdbc.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of the kit names the settings in which PostgreSQL passes it. */
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

    private static String inWords(Setting setting) {
        if (setting.rowSecurity()) {
            return "tables with forced row security; the mover's role has BYPASSRLS";
        }
        return setting.settings().isEmpty()
                ? "none"
                : setting.settings().stream().map(value -> "`" + value + "`").collect(Collectors.joining(", "));
    }
}
