package dev.godwit.notely.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.notely.note.AccountDetails;
import dev.godwit.notely.note.Note;
import dev.godwit.notely.note.NoteException;
import dev.godwit.notely.note.NoteService;
import dev.godwit.notely.strategy.ExerciseClass;
import dev.godwit.notely.strategy.MigrateOnUpdate;
import dev.godwit.notely.strategy.NoteStores;
import dev.godwit.notely.strategy.OneStore;
import dev.godwit.notely.strategy.ShardOnUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that the reader begins with, and the solutions of the tutorial, do what the strategies of their names do. */
class TutorialTest {
    private static final Path START = TutorialPage.ROOT.resolve("examples/notely/exercise/Exercise.java");
    private static final int STEPS = 3_000;

    @TempDir
    private Path folder;

    @Test
    void the_first_exercise_begins_with_everything_in_the_legacy_store() throws IOException {
        assertSame(Files.readString(START), stores -> new OneStore(stores.legacy()));
    }

    @Test
    void the_second_exercise_begins_with_everything_in_the_new_store() throws IOException {
        assertThat(Files.readString(TutorialPage.ROOT.resolve("docs/tutorial/sharding.md")))
                .contains("sed -i.before 's/stores.legacy()/stores.named(\"new\")/'");
        assertSame(
                Files.readString(START).replace("stores.legacy()", "stores.named(\"new\")"),
                stores -> new OneStore(stores.named("new")));
    }

    @Test
    void the_solution_of_the_first_exercise_is_migrate_on_update() throws IOException {
        assertSame(TutorialPage.open("new-store.md").solution(), MigrateOnUpdate::new);
    }

    @Test
    void the_solution_of_the_second_exercise_is_shard_on_update() throws IOException {
        assertSame(TutorialPage.open("sharding.md").solution(), ShardOnUpdate::new);
    }

    /** Asks both the same, at random, and compares the answers. */
    private void assertSame(String source, Function<NoteStores, NoteService> strategy) throws IOException {
        NoteService exercise = ExerciseClass.load(compiled(source), stores());
        NoteService expected = strategy.apply(stores());
        List<String> answers = answers(exercise);

        assertThat(answers).isEqualTo(answers(expected)).anyMatch(answer -> answer.contains("NOT_FOUND"));
    }

    private Path compiled(String source) throws IOException {
        Path file = Files.writeString(folder.resolve(ExerciseClass.NAME + ".java"), source);
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        file.toString());
        assertThat(code).isZero();
        return folder;
    }

    private static NoteStores stores() {
        return new NoteStores(
                List.of(new StoreInMemory("legacy"), new StoreInMemory("new"), new StoreInMemory("second")));
    }

    private static List<String> answers(NoteService service) {
        SplittableRandom random = new SplittableRandom(7);
        List<String> answers = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            answers.add(step + ": " + answer(service, random));
        }
        return answers;
    }

    private static String answer(NoteService service, SplittableRandom random) {
        AccountDetails account =
                new AccountDetails(new UUID(1, random.nextInt(3)), random.nextBoolean(), shard(random));
        UUID id = new UUID(2, account.accountId().getLeastSignificantBits() * 100 + random.nextInt(8));
        Note note = new Note(
                id,
                account.accountId(),
                Instant.ofEpochMilli(random.nextInt(5)),
                Instant.ofEpochMilli(random.nextInt(1_000)),
                "content " + random.nextInt(100));
        try {
            return switch (random.nextInt(7)) {
                case 0 -> "" + new TreeSet<>(service.listNotes(account));
                case 1 -> "" + service.getNote(account, id);
                case 2 -> "" + service.createNote(account, note);
                case 3, 4 -> "" + service.updateNote(account, note);
                case 5 -> {
                    service.deleteNote(account, id);
                    yield "deleted";
                }
                default -> service.countNotes(account) + " of " + service.totalNotes();
            };
        } catch (NoteException e) {
            return "" + e.problem();
        }
    }

    private static Optional<String> shard(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> Optional.of("new");
            case 1 -> Optional.of("second");
            default -> Optional.empty();
        };
    }
}
