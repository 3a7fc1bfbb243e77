package dev.godwit.notely.terminal;

import dev.godwit.core.SystemTime;
import dev.godwit.core.Tasks;
import dev.godwit.core.ThreadTasks;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Shows the pages of a Notely that never was, in the terminal that it is started in: {@code dark|light}, the number of
 * accounts. The order {@code approve} fails, {@code deploy} takes a second, and {@code roll back} breaks the thread that draws.
 */
final class MadeUpTerminal {
    private MadeUpTerminal() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (!TerminalUi.possible()) {
            System.out.println("there is no terminal");
            System.exit(1);
        }
        SystemTime time = new SystemTime();
        Tasks tasks = new ThreadTasks();
        LogLines logs = new LogLines();
        AtomicLong tick = new AtomicLong();
        AtomicBoolean broken = new AtomicBoolean();
        int accounts = Integer.parseInt(arguments[1]);
        TerminalUi ui = new TerminalUi(
                () -> {
                    logs.add(MadeUpNotely.log(tick.get()));
                    return MadeUpNotely.view(tick.getAndIncrement(), accounts);
                },
                new MadeUpControls(time, broken),
                logs,
                TerminalTheme.valueOf(arguments[0].toUpperCase(Locale.ROOT)),
                tasks,
                new BreakableTime(time, broken));
        for (int line = 0; line < 1_100; line++) {
            logs.add(MadeUpNotely.log(tick.getAndIncrement()));
        }
        tick.set(0);
        ui.show();
        System.out.println("bye");
        System.exit(0);
    }

    private record MadeUpControls(SystemTime time, AtomicBoolean broken) implements NotelyControls {
        @Override
        public String deploy() {
            try {
                time.sleep(Duration.ofSeconds(1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "version 5 takes traffic";
        }

        @Override
        public String toggleMigration(UUID account) {
            return "starts for " + account;
        }

        @Override
        public String toggleMigrationOfAll() {
            return "starts for 25 accounts";
        }

        @Override
        public String moveToNextShard(UUID account) {
            return "moves to second";
        }

        @Override
        public String pauseOrResume(String migration) {
            return "paused";
        }

        @Override
        public String approve(String migration) {
            throw new IllegalStateException("no wave waits for an approval");
        }

        @Override
        public String rollBack(String migration) {
            broken.set(true);
            return "8 units go back";
        }
    }
}
