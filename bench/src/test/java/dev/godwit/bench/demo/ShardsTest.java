package dev.godwit.bench.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The story of the shards in small: from one store to four and five, one emptied, one account alone, and back to one. */
class ShardsTest {
    private static final int ACCOUNTS = 40;

    private final ByteArrayOutputStream story = new ByteArrayOutputStream();

    @Test
    void nobody_sees_anything_wrong_while_accounts_go_where_the_policies_say() throws Exception {
        DemoSettings settings = new DemoSettings(ACCOUNTS, ACCOUNTS * 20, 0, false, 1);
        ShardsFigures figures =
                new Shards(settings, new Screen(new PrintStream(story, true, StandardCharsets.UTF_8), false)).run();

        assertThat(figures.broken()).as(figures.texts() + " " + story).isEmpty();
        assertThat(figures.moves())
                .extracting(ShardsFigures.Moved::name)
                .containsExactly("split", "add-five", "isolate", "drain-two", "merge");
        assertThat(figures.moves().getFirst().homes().keySet())
                .containsExactlyInAnyOrder("one", "two", "three", "four");
        assertThat(figures.moves().get(2).homes()).containsEntry("six", 1L);
        assertThat(figures.moves().get(3).homes()).doesNotContainKey("two");
        assertThat(figures.moves().getLast().homes()).containsOnlyKeys("one").containsEntry("one", (long) ACCOUNTS);
        assertThat(figures.users().operations()).isPositive();
    }
}
