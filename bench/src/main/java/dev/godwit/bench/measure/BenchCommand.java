package dev.godwit.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code godwit bench}. */
@Command(
        name = "bench",
        description = {
            "Measures Godwit on this machine, each figure beside a baseline from the same run.",
            "",
            "Machines differ and are noisy; what says something is the ratio. A goal that is missed is told; only a ratio"
                    + " that has collapsed, far below its goal, ends with 1."
        },
        footer = {"", "Exit codes: 0 measured, 1 a ratio has collapsed (it is named), 2 wrong usage."},
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class BenchCommand implements Callable<Integer> {
    private static final List<BenchCase> CASES = List.of(
            new RouterCase(),
            new SharedReadsCase(),
            new CopyCase(),
            new SqliteCopyCase(),
            new CaptureCase(),
            new PauseCase(),
            new StartCase(),
            new SmallUnitsCase(),
            new ManyTablesCase(),
            new HeapCase(),
            new UnitListCase(),
            new DirectoryCase(),
            new BoardCase(),
            new ScrapeCase(),
            new NotelyCase());

    @Option(names = "--quick", description = "Small amounts; ends within a minute.")
    private boolean quick;

    @Option(
            names = "--case",
            description =
                    "Only these: router, shared-reads, copy, sqlite, capture, pause, start, small-units, many-tables, heap,"
                            + " unit-list, directory, board, notely. May be repeated.")
    private List<String> wanted = new ArrayList<>();

    @Option(names = "--json", description = "Print the figures as one JSON array.")
    private boolean json;

    // Picocli puts the real one here.
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        List<BenchCase> cases = cases();
        List<Figure> figures = new ArrayList<>();
        try (Laboratory laboratory = Laboratory.open(quick)) {
            for (BenchCase each : cases) {
                for (Figure figure : each.measure(laboratory)) {
                    figures.add(figure);
                    if (!json) {
                        System.out.println(figure.line());
                    }
                }
            }
        }
        if (json) {
            System.out.println(new JsonMapper().writeValueAsString(figures));
        }
        List<Figure> collapsed = figures.stream().filter(Figure::collapsed).toList();
        collapsed.forEach(figure -> System.err.println("collapsed: " + figure.line()));
        return collapsed.isEmpty() ? 0 : 1;
    }

    private List<BenchCase> cases() {
        for (String name : wanted) {
            if (CASES.stream().noneMatch(each -> each.name().equals(name))) {
                throw new ParameterException(spec.commandLine(), "there is no case '" + name + "'");
            }
        }
        return CASES.stream()
                .filter(each -> wanted.isEmpty() ? each.quick() || !quick : wanted.contains(each.name()))
                .toList();
    }
}
