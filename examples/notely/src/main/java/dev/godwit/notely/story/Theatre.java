package dev.godwit.notely.story;

import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.Pauses;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.notely.application.DataFolder;
import dev.godwit.notely.application.Notely;
import dev.godwit.notely.application.NotelySettings;
import dev.godwit.notely.application.StartRefusedException;
import dev.godwit.notely.application.Users;
import dev.godwit.notely.load.LoadReport;
import dev.godwit.notely.load.LoadSettings;
import dev.godwit.notely.load.WholeLook;
import dev.godwit.notely.migration.Journey;
import dev.godwit.notely.note.Account;
import dev.godwit.notely.note.Cohort;
import dev.godwit.notely.terminal.LogLines;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A Notely in godwit mode with its simulated users, and somebody who leads the migration. Used by one thread. */
final class Theatre implements AutoCloseable {
    private final TimeSource time = new SystemTime();
    private final Screen screen;
    private final Notely notely;
    private final Users users;
    private final Journey journey;
    private final Conductor conductor;
    private final List<Tasks.Task> beside = new ArrayList<>();
    private final Map<String, Pauses> pauses = new LinkedHashMap<>();

    private Theatre(Screen screen, Notely notely, Users users) {
        this.screen = screen;
        this.notely = notely;
        this.users = users;
        this.journey = notely.journey().orElseThrow();
        this.conductor = new Conductor(journey, notely.accounts(), users::progress, screen, time);
    }

    /** Removes what an earlier run left in the data folder, and starts anew. */
    static Theatre open(NotelySettings settings, Function<URI, LoadSettings> load, long seed, PrintWriter out)
            throws StartRefusedException, InterruptedException {
        DataFolder.remove(settings.dataFolder());
        Screen screen = new Screen(out, System.console() != null, new SystemTime());
        screen.act("Notely starts: a legacy store in SQLite, " + String.join(" and ", settings.shards())
                + " beside it, a data proxy, the API");
        Notely notely = Notely.start(settings, seed, new LogLines());
        try {
            Users users = new Users(load.apply(notely.url()), seed, notely.time(), notely.telemetry());
            return new Theatre(screen, notely, users);
        } catch (RuntimeException e) {
            notely.close();
            throw e;
        }
    }

    Screen screen() {
        return screen;
    }

    Notely notely() {
        return notely;
    }

    /** The note stores, the first one too. */
    List<String> stores() {
        return journey.stores().stream().map(StoreName::value).toList();
    }

    Users users() {
        return users;
    }

    Conductor conductor() {
        return conductor;
    }

    TimeSource time() {
        return time;
    }

    /** Starts what goes on beside the acts. */
    void beside(String name, Runnable work) {
        beside.add(notely.tasks().start(name, work));
    }

    /** Ends that, and waits for its end. */
    void endBeside() throws InterruptedException {
        beside.forEach(Tasks.Task::cancel);
        for (Tasks.Task task : beside) {
            task.join();
        }
        beside.clear();
    }

    /** An account of that cohort. */
    UUID accountOf(Cohort cohort) {
        return notely.accounts().all().stream()
                .filter(account -> account.cohort() == cohort)
                .findFirst()
                .orElseThrow(() -> new StoryBrokenException("no account is of cohort " + cohort.text()))
                .id();
    }

    /** Every second account. */
    List<UUID> everySecondAccount() {
        List<Account> all = notely.accounts().all();
        return IntStream.range(0, all.size())
                .filter(index -> index % 2 == 0)
                .mapToObj(index -> all.get(index).id())
                .toList();
    }

    /** Accepts the migration of all accounts for good; what its cutovers were like is kept for the end. */
    void accept() throws InterruptedException {
        rememberPauses();
        conductor.accept();
    }

    /** Lets the users come to an end, and looks at every note. */
    Outcome end(Map<String, Long> deeds) throws InterruptedException {
        endBeside();
        rememberPauses();
        LoadReport load = users.end();
        screen.act("the users have ended; every note is compared with what its user remembers");
        WholeLook look = users.look();
        screen.end();
        return new Outcome(load, look, deeds, pauses);
    }

    private void rememberPauses() {
        try {
            journey.migrations().stream().map(MigrationControl::status).forEach(this::rememberPauses);
        } catch (GodwitException e) {
            // One has just ended; what it was like was remembered before.
        }
    }

    private void rememberPauses(MigrationStatus status) {
        pauses.put(status.migration(), status.cutovers());
    }

    @Override
    public void close() {
        beside.forEach(Tasks.Task::cancel);
        users.close();
        notely.close();
    }
}
