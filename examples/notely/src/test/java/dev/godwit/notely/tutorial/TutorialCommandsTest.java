package dev.godwit.notely.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tutorial is done as it stands on its pages: every command in its order, every key, and what is to be seen then. */
class TutorialCommandsTest {
    @TempDir
    private Path folder;

    /** Both at once, for each waits a lot. */
    @Test
    void the_exercises_can_be_done_as_their_pages_say() throws Exception {
        try (ExecutorService readers = Executors.newFixedThreadPool(2)) {
            Future<String> first = readers.submit(this::firstExercise);
            Future<String> second = readers.submit(this::secondExercise);
            assertThat(first.get()).isEqualTo("done");
            assertThat(second.get()).isEqualTo("done");
        }
    }

    private String firstExercise() throws Exception {
        TutorialPage start = TutorialPage.open("README.md");
        TutorialPage page = TutorialPage.open("new-store.md");
        try (TutorialReader reader = new TutorialReader(folder.resolve("first"))) {
            assertThat(reader.run(start.commands().getFirst())).contains("--strategy", "compare");
            start.ends();

            reader.types(page.commands());
            page.says("*Notes by shard* says that `legacy` has all notes and `new` has none");
            reader.seesNotes("legacy", true);
            reader.seesNotes("new", false);
            page.says("Go to the second page and press `M`: all accounts are migrating now, and nothing happens");
            reader.presses("l");
            reader.sees("of 5 accounts  0 migrating");
            reader.presses("M");
            reader.sees("5 migrating");
            page.says("Press `M` again");
            reader.presses("M");
            reader.sees("0 migrating");

            page.says("## 3. Deploy and migrate");
            reader.writes(page.solution());
            page.says("Press `d` and wait until the state is `READY` again and only one version is left");
            deploys(reader);
            page.says("*Consistency misses* is still 0");
            reader.seesNoMiss();
            reader.seesNotes("new", false);
            page.says("Now the second page, and `M`. Back on the first page, *Notes by shard* changes: `new` grows");
            reader.presses("l", "M", "h");
            reader.seesNotes("new", true);
            page.says("With the usual solution it is `created`");
            reader.seesMisses(1);
            reader.sees("last miss");
            page.says("**Press `M` again** on the second page");
            reader.presses("l", "M");
            reader.sees("0 migrating");
            reader.presses("h");
            page.says("The misses go up again");
            reader.seesMisses(reader.misses() + 5);
            assertThat(reader.run(page.commands().getFirst()).lines())
                    .hasSize(3)
                    .allSatisfy(miss -> assertThat(miss).contains("expected", "got", "(proxy version "));

            page.says("End Notely (`q`; it tells what the users noticed, and that the run `FAILED`)");
            reader.quits(true);
            reader.types(page.commands());
            reader.seesNotes("new", false);
            reader.types(page.commands());
            page.says("Press `d`, and when the bar runs, `l` and `M`");
            reader.deploys();
            reader.presses("l", "M", "h");
            page.says("each names the version of the proxy that answered");
            reader.seesMisses(10);
            assertThat(reader.run("grep 'consistency miss' .data/new-store/notely.log"))
                    .contains("(proxy version 1)");
            reader.quits(true);

            page.says("start it without a strategy");
            reader.types(page.commands());
            page.says("On the second page press `M`");
            reader.presses("l");
            reader.sees("of 5 accounts  0 migrating");
            reader.presses("M");
            page.says("On the first page `legacy` runs dry");
            reader.presses("h");
            reader.seesNotes("legacy", false);
            page.says("Press `m` on an account that has arrived (its *Phase* is `probation`): it goes back");
            reader.presses("l");
            reader.sees("5 of its accounts", screen -> screen.split("probation", -1).length > 5);
            reader.presses("m", "h");
            reader.sees("it goes back.");
            reader.seesNotes("legacy", true);
            page.says("*Consistency misses* stays 0");
            reader.seesNoMiss();
            reader.quits(false);

            reader.wouldCompare(page.commands());
            page.ends();
            return "done";
        }
    }

    private String secondExercise() throws Exception {
        TutorialPage page = TutorialPage.open("sharding.md");
        try (TutorialReader reader = new TutorialReader(folder.resolve("second"))) {
            reader.types(page.commands());
            page.says("*Notes by shard* has three stores, and all notes are in `new`");
            reader.seesNotes("legacy", false);
            reader.seesNotes("new", true);
            reader.seesNotes("second", false);
            page.says("`s` gives the selected account the next shard, first `new`, then `second`");
            reader.presses("l");
            reader.sees("of 5 accounts  0 migrating");
            reader.presses("s");
            reader.sees("it goes to new.");

            page.says("## 3. Deploy and move accounts");
            reader.writes(page.solution()
                    .replace(
                            "shard.create(note);\n        first",
                            "shard.create(new Note(note.id(), note.creator(), old.createdAt(), note.updatedAt(),"
                                    + " note.content()));\n        first"));
            page.says("Press `d`, wait for `READY`");
            deploys(reader);
            page.says("press **first `m`, then `s`** until its shard is `second`");
            reader.presses("l", "m");
            reader.sees("it is on its way.");
            reader.presses("s");
            reader.sees("it goes to second.");
            reader.presses("h");
            page.says("`second` gets its notes as they are written");
            reader.seesNotes("second", true);
            page.says("*consistency misses* stays 0");
            reader.seesNoMiss();
            page.says("End Notely (`q`)");
            reader.quits(false);

            reader.types(page.commands());
            page.says("in waves, each of which you approve on the third page (`c`)");
            reader.presses("l", "l");
            reader.sees("wants approval: press c");
            reader.presses("c");
            reader.sees("approve: ");
            reader.quits(false);

            reader.wouldCompare(page.commands());
            reader.types(page.commands());
            assertThat(reader.run("git status --short --untracked-files=all examples"))
                    .isEmpty();
            page.ends();
            return "done";
        }
    }

    /** From another page to the first one, if need be, and there the key. */
    private static void deploys(TutorialReader reader) {
        reader.presses("h");
        reader.deploys();
        reader.sees(
                "the new version alone",
                screen -> screen.contains("Deployment  READY") && !screen.contains("Current  version 1"));
    }
}
