package dev.godwit.notely.compare;

import dev.godwit.core.TimeSource;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs all contests, one after the other, each in a fresh folder that is removed afterwards. Used once, by one thread. */
final class Comparison {
    private final ComparisonSettings settings;
    private final TimeSource time;
    private final String main;
    private final Consumer<String> progress;

    /**
     * Nothing happens yet.
     *
     * @param main the main class of Notely
     * @param progress told what is going on, line by line
     */
    Comparison(ComparisonSettings settings, TimeSource time, String main, Consumer<String> progress) {
        this.settings = settings;
        this.time = time;
        this.main = main;
        this.progress = progress;
    }

    /** @throws IOException when there is no place for a folder */
    ComparisonReport run() throws IOException, InterruptedException {
        List<ContestResult> results = new ArrayList<>();
        for (Contest contest : settings.contests()) {
            results.add(run(contest));
        }
        Map<String, ContestResult> byStrategy = new LinkedHashMap<>();
        results.forEach(result -> byStrategy.merge(result.strategy(), result, ContestResult::and));
        return new ComparisonReport(
                settings.operations(),
                settings.duration().toSeconds(),
                settings.seed(),
                List.copyOf(byStrategy.values()),
                results);
    }

    private ContestResult run(Contest contest) throws IOException, InterruptedException {
        String name = contest.strategy() + " (" + contest.journey() + ")";
        ContestWatch watch = new ContestWatch(time, line -> progress.accept("  " + name + ": " + line));
        Path folder = Files.createTempDirectory("notely-compare");
        try {
            return new ContestRun(contest, settings, time, folder, watch).run(main);
        } catch (ContestFailedException e) {
            return ContestResult.notRun(contest, String.valueOf(e.getMessage()));
        } finally {
            remove(folder);
        }
    }

    private static void remove(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            /** A file that has vanished meanwhile is gone as well. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
