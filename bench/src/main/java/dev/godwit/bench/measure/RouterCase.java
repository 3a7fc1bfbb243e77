package dev.godwit.bench.measure;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What the router costs an operation inside the JVM, measured with JMH on a store that does nothing. */
final class RouterCase implements BenchCase {
    private static final double MICROSECONDS_MAX = 5;

    @Override
    public String name() {
        return "router";
    }

    @Override
    public List<Figure> measure(Laboratory laboratory) throws RunnerException {
        TimeValue length = TimeValue.milliseconds(laboratory.scale(400, 2_000));
        Options options = new OptionsBuilder()
                .include(RouterBenchmark.class.getName())
                .verbosity(VerboseMode.SILENT)
                .forks(laboratory.scale(0, 1))
                .warmupIterations(laboratory.scale(3, 5))
                .warmupTime(length)
                .measurementIterations(laboratory.scale(3, 5))
                .measurementTime(length)
                .build();
        Collection<RunResult> results = new Runner(options).run();
        double direct = micros(results, "direct");
        return List.of(
                figure("router, leased read", micros(results, "leasedRead"), direct),
                figure("router, write", micros(results, "write"), direct));
    }

    private static Figure figure(String name, double micros, double direct) {
        return Figure.limit(name, micros - direct, "us", "without a router", direct, MICROSECONDS_MAX, 0.2);
    }

    private static double micros(Collection<RunResult> results, String method) {
        return results.stream()
                        .filter(result -> result.getParams().getBenchmark().endsWith("." + method))
                        .mapToDouble(result -> result.getPrimaryResult().getScore())
                        .findFirst()
                        .orElseThrow()
                / 1_000;
    }
}
