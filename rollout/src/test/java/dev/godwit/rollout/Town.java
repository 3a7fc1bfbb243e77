package dev.godwit.rollout;

import dev.godwit.core.GodwitException;
import dev.godwit.core.Step;
import dev.godwit.core.Step.Reversal;
import dev.godwit.core.Tasks;
import dev.godwit.testkit.TrialContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A fleet of services in memory, users who ask all the time, and someone who runs releases. Used by one thread. */
final class Town {
    final BusyTime time = new BusyTime();
    final Fleet<FakeInstance> fleet = new Fleet<>(time, Town::never, new Nobody());
    final Map<Step, TrialContext> contexts = new HashMap<>();
    /** By version: how many got its answer. */
    final Map<String, Integer> answers = new TreeMap<>();
    /** By version: how long it takes over an answer, and how many of a thousand are errors. */
    final Map<String, Duration> latencies = new HashMap<>();

    final Map<String, Integer> errorsPerThousand = new HashMap<>();
    int unanswered;
    int users = 1;
    String wantedBack = "";
    /** What happens in each millisecond besides. */
    Runnable meanwhile = () -> {};

    private final SharedChance chance = new SharedChance(11);

    record Nobody() implements Watch.Listener {
        @Override
        public void down(Instance instance, String reason) {}

        @Override
        public void up(Instance instance) {}

        @Override
        public void givenUp(Instance instance, String reason) {}
    }

    /** Watching and mirroring are asked for by the test. */
    private static Tasks.Task never(String name, Runnable work) {
        return new Tasks.Task() {
            @Override
            public void cancel() {}

            @Override
            public void join() {}

            @Override
            public boolean finished() {
                return true;
            }
        };
    }

    Town() {
        time.users(() -> {
            meanwhile.run();
            look();
            if (fleet.current().isPresent()) {
                for (int user = 0; user < users; user++) {
                    ask();
                }
            }
        });
    }

    ServiceVersion<FakeInstance> version(String name) {
        FakeInstance instance = new FakeInstance(name, time);
        return new ServiceVersion<>(instance, instance);
    }

    Release<FakeInstance> release(ReleaseKind kind, ServiceVersion<FakeInstance> next, Duration overlap) {
        return fleet.release(
                "release-" + next.version(),
                kind,
                ReleaseSettings.DEFAULT.withOverlap(overlap),
                next,
                reason -> wantedBack = reason);
    }

    ServiceVersion<FakeInstance> first(String name) throws Exception {
        ServiceVersion<FakeInstance> first = version(name);
        run(release(ReleaseKind.ROLLING, first, Duration.ZERO));
        time.sleep(Duration.ofSeconds(2));
        return first;
    }

    /** Runs it to its end, or undoes it when that is wanted. */
    void run(Release<FakeInstance> release) throws Exception {
        List<Step> begun = new ArrayList<>();
        for (Step step : release.workflow().steps()) {
            begun.add(step);
            try {
                step.execute(context(step));
            } catch (GodwitException e) {
                if (wantedBack.isEmpty()) {
                    throw e;
                }
                undo(begun);
                return;
            }
            if (!step.check(context(step))) {
                throw new AssertionError(step.name());
            }
        }
    }

    void undo(List<Step> begun) throws Exception {
        for (Step step : begun.reversed()) {
            switch (step.reversal()) {
                case Reversal.Undo undo -> undo.action().run(context(step));
                case Reversal.PointOfNoReturn none -> throw new AssertionError(none.reason());
            }
            context(step).forget();
        }
    }

    TrialContext context(Step step) {
        return contexts.computeIfAbsent(step, anyOne -> new TrialContext(time));
    }

    /** What the watch does by itself. */
    private void look() {
        try {
            fleet.watch().look();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void ask() {
        try (Passage<FakeInstance> passage = fleet.traffic().enter(chance).orElseThrow()) {
            String answer = passage.service().ask();
            time.advance(latencies.getOrDefault(answer, Duration.ofMillis(2)));
            answers.merge(answer, 1, Integer::sum);
            if (chance.nextInt(1000) < errorsPerThousand.getOrDefault(answer, 0)) {
                passage.failed();
            } else {
                passage.succeeded();
            }
        } catch (RuntimeException e) {
            unanswered++;
        }
    }
}
