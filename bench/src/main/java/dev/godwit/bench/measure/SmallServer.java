package dev.godwit.bench.measure;

import dev.godwit.bench.measure.Laboratory.Pair;
import dev.godwit.core.Phase;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;

/**
 * The process of {@link HeapCase}: copies and verifies, and prints the most megabytes of heap that it ever used.
 * Arguments: URLs of legacy and new, folder, rows.
 */
final class SmallServer {
    private static final double BYTES_PER_MEGABYTE = 1 << 20;

    private SmallServer() {}

    public static void main(String[] arguments) throws InterruptedException {
        Pair pair = new Pair(arguments[0], arguments[1], Path.of(arguments[2]));
        long rows = Long.parseLong(arguments[3]);
        try (Move move = Move.prepare(pair, false)) {
            move.begin();
            move.await(status -> status.rowsCopied() >= rows && status.phases().containsKey(Phase.SYNCED));
        }
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        System.out.println(peak / BYTES_PER_MEGABYTE);
        System.exit(0);
    }
}
