package dev.godwit.notely.application;

import dev.godwit.core.TimeSource;
import dev.godwit.notely.load.LoadGenerator;
import dev.godwit.notely.load.LoadProgress;
import dev.godwit.notely.load.LoadReport;
import dev.godwit.notely.load.LoadSettings;
import dev.godwit.notely.load.Miss;
import dev.godwit.notely.load.WholeLook;
import dev.godwit.notely.telemetry.Telemetry;
import dev.godwit.notely.terminal.TrafficView.Counted;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/** The simulated users of a Notely that runs in this process; what they notice is measured. Thread-safe. */
public final class Users implements AutoCloseable {
    private static final double SECONDS_PER_MINUTE = 60;

    private final LoadGenerator generator;
    private final Telemetry telemetry;
    private volatile Optional<String> lastMiss = Optional.empty();

    /** Starts them. */
    public Users(LoadSettings settings, long seed, TimeSource time, Telemetry telemetry) {
        this.telemetry = telemetry;
        this.generator = new LoadGenerator(settings, time, new SplittableRandom(seed), this::missed);
        generator.start();
    }

    public LoadProgress progress() {
        return generator.progress();
    }

    /** Their accounts. */
    public List<UUID> accounts() {
        return generator.accounts();
    }

    /** The newest wrong answer, in words. */
    Optional<String> lastMiss() {
        return lastMiss;
    }

    /** Answers that they could not use. */
    Counted errors() {
        LoadProgress progress = progress();
        double minutes = Math.max(1, progress.seconds() / SECONDS_PER_MINUTE);
        return new Counted(progress.errors(), progress.errors() / minutes);
    }

    /**
     * Lets each end what it does, and says what has come of it.
     *
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public LoadReport end() throws InterruptedException {
        generator.stop();
        return generator.report();
    }

    /**
     * Compares every note with what its user remembers; after {@link #end}.
     *
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public WholeLook look() throws InterruptedException {
        return generator.look();
    }

    private void missed(Miss miss) {
        lastMiss = Optional.of(miss.text());
        telemetry.consistencyMiss(miss.proxyVersion(), miss.operation().text(), miss.nanos());
    }

    /** Ends them at once. */
    @Override
    public void close() {
        generator.close();
    }
}
