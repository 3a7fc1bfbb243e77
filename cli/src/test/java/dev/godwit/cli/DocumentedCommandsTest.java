package dev.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.cli.Workplace.Background;
import dev.godwit.cli.Workplace.Result;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.Phase;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command that a page shows is run as it stands there, in the order of the page, with the plan of docs/plan.md. */
class DocumentedCommandsTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    /** Those of the launcher. */
    private static final Set<String> ELSEWHERE = Set.of("demo", "shards", "bench", "simulate", "spec");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/operate.md"})
    void the_commands_of_a_page_work_in_the_order_of_the_page(String page) throws Exception {
        List<List<String>> commands = commands(ROOT.resolve(page));
        assertThat(commands).hasSizeGreaterThan(5);
        try (Workplace work = furnished()) {
            String plan = work.plan(documentedPlan(work)).toString();
            Optional<Background> run = Optional.empty();
            for (List<String> command : commands) {
                String[] arguments = command.stream()
                        .map(word -> word.equals("plan.yaml") ? plan : word)
                        .toArray(String[]::new);
                if (command.getFirst().equals("run")) {
                    run = Optional.of(work.start(arguments));
                } else {
                    if (run.isPresent()) {
                        boolean last = command.getFirst().equals("finalize");
                        work.until(
                                "it rests before " + command,
                                status -> rests(status) && (!last || status.unitsMoved() == status.unitsTotal()));
                    }
                    Result result = work.run(arguments);
                    assertThat(result.code())
                            .as(command + ": " + result.out() + result.err())
                            .isZero();
                }
            }
            Result end = run.orElseThrow().end();
            assertThat(end.code()).as(end.out() + end.err()).isZero();
        }
    }

    @Test
    void no_other_page_shows_commands() {
        assertThat(Stream.of(ROOT, ROOT.resolve("docs"))
                        .flatMap(directory -> Arrays.stream(Objects.requireNonNull(
                                directory.toFile().listFiles((parent, name) -> name.endsWith(".md")))))
                        .map(File::toPath)
                        .filter(page -> !commands(page).isEmpty())
                        .map(page -> ROOT.relativize(page).toString()))
                .as("pages to be named in the test above")
                .containsExactlyInAnyOrder("README.md", "docs/operate.md");
    }

    @Test
    void the_launcher_has_the_other_commands() throws IOException {
        String launcher = Files.readString(ROOT.resolve("godwit"));
        assertThat(ELSEWHERE).allSatisfy(command -> assertThat(launcher).containsPattern("\\b" + command + "\\b.*\\)"));
    }

    /** The commands of the page's blocks, without comments. */
    private static List<List<String>> commands(Path page) {
        List<List<String>> commands = new ArrayList<>();
        for (String block : blocks(page, Set.of("", "sh", "console"))) {
            block.lines()
                    .filter(line -> line.startsWith("./godwit "))
                    .map(line -> line.replaceFirst(" +#.*", ""))
                    .map(line -> WORD.matcher(line)
                            .results()
                            .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                            .skip(1)
                            .toList())
                    .filter(words -> !ELSEWHERE.contains(words.getFirst()))
                    .forEach(commands::add);
        }
        return commands;
    }

    private static List<String> blocks(Path page, Set<String> languages) {
        try {
            return BLOCK.matcher(Files.readString(page))
                    .results()
                    .filter(block -> languages.contains(block.group(1)))
                    .map((MatchResult block) -> block.group(2))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As it stands on the page, but for where the databases are and who may enter. */
    private static String documentedPlan(Workplace work) {
        return blocks(ROOT.resolve("docs/plan.md"), Set.of("yaml"))
                .getFirst()
                .replace("jdbc:postgresql://db1.internal/notes", work.legacy.url())
                .replace("jdbc:postgresql://db2.internal/notes", work.target.url())
                .replaceAll("user: godwit, password: \"[^\"]*\"", "user: postgres");
    }

    private Workplace furnished() {
        String note = "notes (id uuid primary key, creator text not null, slug text unique, ";
        String attachments = "create table attachments (id bigint primary key, note_id uuid not null references ";
        Workplace work = new Workplace(folder);
        work.legacy.execute("create table " + note + "created_at timestamptz default now(), draft_flags int);"
                + " create index on notes (creator); insert into notes"
                + " select gen_random_uuid(), 'a' || n % 40, 'slug-' || n from generate_series(1, 400) n;"
                + attachments + "notes); create index on attachments (note_id); insert into attachments"
                + " select row_number() over (), id from notes;"
                + " create table accounts (id text primary key, cohort text not null);"
                + " insert into accounts values ('a7', 'inside'), ('a8', 'outside')");
        work.target.execute("create schema app; create table app." + note
                + "\"createdAt\" timestamptz default now(), origin text not null);"
                + " create index on app.notes (creator);" + attachments + "app.notes);"
                + " create index on attachments (note_id)");
        return work;
    }

    /** Nothing is on its way: either somebody has to say something, or all is told. */
    private static boolean rests(MigrationStatus status) {
        boolean moving = Arrays.stream(Phase.values())
                .filter(phase -> phase == Phase.COPYING || phase == Phase.CLEANING || phase.cutting())
                .anyMatch(phase -> status.phases().getOrDefault(phase, 0L) > 0);
        boolean waits = status.stage().equals("probation")
                || status.flags().paused().isPresent()
                || status.waitsFor().stream().anyMatch(reason -> reason.contains("godwit approve"));
        return waits && !moving;
    }
}
