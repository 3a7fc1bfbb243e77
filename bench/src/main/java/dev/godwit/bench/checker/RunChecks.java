package dev.godwit.bench.checker;

import dev.godwit.bench.workload.NoteHistory;
import dev.godwit.bench.workload.NoteLayout;
import dev.godwit.checkers.CheckResult;
import dev.godwit.checkers.CheckedTable;
import dev.godwit.checkers.DatabaseSide;
import dev.godwit.checkers.History;
import dev.godwit.checkers.HistoryRecorder;
import dev.godwit.checkers.LedgerChecker;
import dev.godwit.checkers.LinearizabilityChecker;
import dev.godwit.checkers.RowComparison;
import dev.godwit.checkers.Whereabouts;
import dev.godwit.core.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that a run of users is checked for, from what they wrote down and from what the tables hold. Each process of the run
 * keeps a history of its own in one folder. Thread-safe.
 */
public final class RunChecks {
    private static final CheckedTable NOTES = new CheckedTable("notes", "id", "account");
    private static final String STARS = "stars";

    private final Path folder;
    private final NoteLayout layout;
    private final TimeSource time;

    private RunChecks(Path folder, NoteLayout layout, TimeSource time) {
        this.folder = folder;
        this.layout = layout;
        this.time = time;
    }

    /** Checks of a run whose histories are kept in that folder, which is made if it is not there. */
    public static RunChecks in(Path folder, NoteLayout layout, TimeSource time) throws IOException {
        return new RunChecks(Files.createDirectories(folder), layout, time);
    }

    /** Where a process keeps its history. */
    public Path history(String process) {
        return folder.resolve(process);
    }

    /** Begins the history of a process. */
    public HistoryRecorder recorder(String process) throws IOException {
        return HistoryRecorder.create(history(process), process, time);
    }

    /** Enters every note of a store into the history as seen now, and those that are not there too. */
    public void look(String name, DatabaseSide store) throws IOException, SQLException {
        try (HistoryRecorder recorder = recorder(name)) {
            new WholeLook(layout, recorder).look(store);
        }
    }

    /** Whether what everybody saw can have been one set of notes. The operations have to be over. */
    public CheckResult histories() throws IOException {
        return LinearizabilityChecker.check(
                recorded(), id -> NoteHistory.initialValue(layout, id), NoteHistory.wording(layout), time);
    }

    /** Whether every account had all its stars whenever somebody looked. */
    public CheckResult starsSeen() throws IOException {
        return LedgerChecker.checkReadings(recorded(), NoteLayout.STARS, NoteHistory.totals(layout), time);
    }

    /** Whether every account has all its stars in a store. */
    public CheckResult starsIn(DatabaseSide store) throws SQLException {
        return LedgerChecker.checkBooks(NOTES, STARS, store, NoteLayout.STARS, layout.accounts(), time);
    }

    /** Whether two stores have the same rows; nobody may write, and nothing be left to mirror. */
    public CheckResult sameRows(DatabaseSide first, DatabaseSide second) throws SQLException {
        return RowComparison.compare(NOTES, first, second, account -> Whereabouts.BOTH, time);
    }

    private History recorded() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return History.recorded(List.copyOf(files.toList()));
        }
    }
}
