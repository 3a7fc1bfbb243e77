package dev.godwit.testkit.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of the kit names each law, and what the database in memory is not asked. */
class StoreKitPageTest {
    private static final Path PAGE = Path.of("..", "docs", "store-kit.md");

    @Test
    void the_laws_of_the_page_are_those_of_the_kit() throws IOException {
        assertThat(Files.readString(PAGE))
                .as("put this into %s:%n%s", PAGE, laws())
                .contains(laws());
    }

    @Test
    void the_page_says_what_the_database_in_memory_lacks() throws IOException {
        String lacks = new MemoryUnderTest()
                .lacks().stream().map(lack -> "- " + lack.words() + "\n").collect(Collectors.joining());
        assertThat(Files.readString(PAGE))
                .as("put this into %s:%n%s", PAGE, lacks)
                .contains(lacks);
    }

    private static String laws() {
        return LawBook.CHAPTERS.stream()
                .map(chapter -> "### " + Trial.nameOf(chapter) + "\n\n"
                        + Trial.laws(chapter)
                                .map(law -> "- " + Trial.nameOf(law) + conditions(law) + "\n")
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
    }

    private static String conditions(Method law) {
        List<String> conditions = new ArrayList<>();
        if (Arrays.asList(law.getParameterTypes()).contains(Isolation.class)) {
            conditions.add("at each isolation level");
        }
        if (Arrays.asList(law.getParameterTypes()).contains(KeyColumn.class)) {
            conditions.add("with each key");
        }
        Trial.needs(law).forEach(ability -> conditions.add("where the database " + ability.words()));
        if (law.getAnnotation(Law.class).once()) {
            conditions.add("in the ordinary setting only");
        }
        return conditions.isEmpty() ? "" : " (" + String.join(", ", conditions) + ")";
    }
}
