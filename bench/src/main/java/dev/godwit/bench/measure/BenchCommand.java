package dev.godwit.bench.measure;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code godwit bench}. */
@Command(name = "bench", mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UnsupportedOperationException("the benchmarks are not there yet");
    }
}
