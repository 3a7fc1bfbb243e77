package dev.godwit.notely.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.input.KeyType;
import dev.godwit.core.MigrationControl.UnitView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PagesTest {
    private final LogLines logs = new LogLines();
    private final VirtualPages pages =
            new VirtualPages(80, 24, TerminalTheme.DARK, logs, new VirtualPages.NoControls());
    private final NotelyView view = MadeUpNotely.view(0, 25);

    @Test
    void a_window_that_is_too_small_says_what_is_needed() {
        pages.resize(79, 30);
        assertThat(pages.screen(view)).startsWith("Notely needs 80x24, this is 79x30. q quits.\n");

        pages.resize(80, 23);
        assertThat(pages.screen(view)).startsWith("Notely needs 80x24, this is 80x23.");

        pages.resize(80, 24);
        assertThat(pages.screen(view)).startsWith(" Notely ");
    }

    @Test
    void before_anything_is_known_pages_say_so() {
        assertThat(pages.screen(Optional.empty()))
                .contains("Nothing is known yet.")
                .contains("q quit");
    }

    @Test
    void after_the_last_page_comes_the_first() {
        List<String> titles = new ArrayList<>();
        for (int turn = 0; turn < 5; turn++) {
            titles.add(pages.screen(view).substring(9, 30).strip());
            pages.press("l");
        }
        assertThat(titles)
                .containsExactly(
                        "\u25cf \u25cb \u25cb \u25cb  API requests",
                        "\u25cb \u25cf \u25cb \u25cb  Accounts",
                        "\u25cb \u25cb \u25cf \u25cb  Migration",
                        "\u25cb \u25cb \u25cb \u25cf  Logs",
                        "\u25cf \u25cb \u25cb \u25cb  API requests");
    }

    @Test
    void the_same_view_drawn_again_sends_nothing_and_a_new_one_only_what_changed() {
        pages.draw(Optional.of(view));
        long first = pages.charactersSent();
        pages.draw(Optional.of(view));
        assertThat(pages.charactersSent()).isEqualTo(first);

        pages.draw(Optional.of(MadeUpNotely.view(1, 25)));
        assertThat(pages.charactersSent() - first).isBetween(5L, 40L);
    }

    @Test
    void a_page_cannot_be_scrolled_beyond_its_ends() {
        String top = pages.screen(view);
        pages.press("kkb");
        assertThat(pages.screen(view)).isEqualTo(top);

        pages.press("ffffffff");
        String end = pages.screen(view);
        pages.press("fj");
        assertThat(pages.screen(view)).isEqualTo(end).contains("UpdateNote success 5,000");

        pages.press("k");
        assertThat(pages.screen(view)).isNotEqualTo(end);
    }

    @Test
    void the_selected_account_stays_selected_when_others_come_and_go() {
        pages.press("l");
        pages.draw(Optional.of(view));
        pages.press("jjjj");
        assertThat(selected(view)).contains("LoadTestUser4_");

        NotelyView fewer = accounts(view.accounts().subList(3, 25));
        assertThat(selected(fewer)).contains("LoadTestUser4_");

        NotelyView gone = accounts(view.accounts().subList(10, 25));
        assertThat(selected(gone)).contains("LoadTestUser11_");
    }

    @Test
    void keys_act_on_the_selected_account() {
        pages.press("l");
        pages.draw(Optional.of(view));
        pages.press("js");
        assertThat(pages.screen(view)).contains("moves 3f2a77c1-0000-4001-8000-000000001eef to");
    }

    @Test
    void keys_of_accounts_do_nothing_while_there_is_none() {
        pages.press("l");
        String before = pages.screen(MadeUpNotely.beginning());
        pages.press("jms");
        assertThat(pages.screen(MadeUpNotely.beginning())).isEqualTo(before).contains("There is no account yet.");
    }

    @Test
    void logs_follow_the_end_unless_somebody_reads_further_up() {
        add(0, 990);
        pages.press("h");
        assertThat(pages.screen(view)).contains("line 0989").contains("lines 974 to 990 of 990  following");

        pages.press("b");
        assertThat(pages.screen(view)).contains("line 0956").contains("not following");
        add(990, 1_020);
        assertThat(pages.screen(view)).contains("line 0956").contains("lines 937 to 953 of 1,000  not following");

        pages.press(KeyType.End);
        assertThat(pages.screen(view)).contains("line 1019").contains("  following");
    }

    @Test
    void lines_that_are_forgotten_while_they_are_read_give_way_to_the_oldest() {
        add(0, 1_000);
        pages.press("h");
        pages.draw(Optional.of(view));
        pages.press(KeyType.Home);
        assertThat(pages.screen(view)).contains("line 0000");

        add(1_000, 1_500);
        assertThat(pages.screen(view)).contains("line 0500").contains("lines 1 to 17 of 1,000  not following");
        pages.press("j");
        assertThat(pages.screen(view)).doesNotContain("line 0500").contains("line 0501");
    }

    @Test
    void of_many_units_the_first_are_shown_and_the_others_counted() {
        MigrationView migration = view.migrations().getFirst();
        List<UnitView> many = Collections.nCopies(1_234, migration.units().getFirst());
        NotelyView shown = migrations(List.of(new MigrationView(migration.status(), many, migration.journal())));
        pages.press("ll");
        pages.draw(Optional.of(shown));
        pages.press(KeyType.End);

        assertThat(pages.screen(shown)).contains(" and 1,034 more");
    }

    @Test
    void of_several_migrations_one_is_shown_and_steered() {
        MigrationView first = view.migrations().getFirst();
        NotelyView two = migrations(List.of(first, MadeUpNotely.migration(0, "new-to-second")));
        pages.press("ll");
        assertThat(pages.screen(two))
                .contains("\u25b6  notes-to-new", "    new-to-second")
                .contains("wave free wants approval")
                .contains("notes-to-new: notes");
        pages.press("n");
        assertThat(pages.screen(two)).contains("\u25b6  new-to-second").contains("new-to-second: notes");
        pages.press("p");
        assertThat(pages.screen(two)).contains("pause or resume: new-to-second pauses");

        assertThat(pages.screen(migrations(List.of(first))))
                .contains("notes-to-new: notes")
                .doesNotContain("Migrations\n");
        pages.press("p");
        assertThat(pages.screen(two)).contains("pause or resume: notes-to-new pauses");
    }

    private NotelyView migrations(List<MigrationView> migrations) {
        return new NotelyView(
                view.mode(), view.address(), view.at(), view.traffic(), view.deployment(), view.accounts(), migrations);
    }

    private String selected(NotelyView shown) {
        return pages.screen(shown)
                .lines()
                .filter(line -> line.contains("\u25b6"))
                .findFirst()
                .orElseThrow();
    }

    private NotelyView accounts(List<AccountView> accounts) {
        return new NotelyView(
                view.mode(), view.address(), view.at(), view.traffic(), view.deployment(), accounts, view.migrations());
    }

    private void add(int from, int to) {
        for (int number = from; number < to; number++) {
            logs.add(MadeUpNotely.log(number));
        }
    }
}
