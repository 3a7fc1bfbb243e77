package dev.godwit.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ErrorPageTest {
    private static final Path PAGE = Path.of("..", "docs", "errors.md");

    @Test
    void thePageOfErrorsListsEachCodeWithItsNextStep() throws IOException {
        String table = table();
        assertThat(Files.readString(PAGE))
                .as("put this into docs/errors.md:%n%s", table)
                .contains(table);
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| code | kind | what to do next |\n|---|---|---|\n");
        for (ErrorCode code : ErrorCode.values()) {
            table.append("| `%s` | %s | %s |\n".formatted(code, code.kind(), code.nextStep()));
        }
        return table.toString();
    }
}
