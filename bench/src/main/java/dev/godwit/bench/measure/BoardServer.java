package dev.godwit.bench.measure;

import com.sun.management.OperatingSystemMXBean;
import dev.godwit.bench.measure.Laboratory.Pair;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The process of {@link BoardCase}: prints where it serves and then, for each line of input, the processor time that it has
 * used in nanoseconds and the most bytes of heap that it ever used. Ends with its input. Arguments: URLs of legacy and new,
 * folder.
 */
final class BoardServer {
    private BoardServer() {}

    public static void main(String[] arguments) throws InterruptedException, IOException {
        Pair pair = new Pair(arguments[0], arguments[1], Path.of(arguments[2]));
        try (Move move = Move.prepare(pair, true);
                BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(move.url());
            while (input.readLine() != null) {
                System.out.println(processorNanos() + " " + peakBytes());
            }
        }
        System.exit(0);
    }

    private static long processorNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static long peakBytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
