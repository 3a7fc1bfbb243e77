package dev.godwit.bench.measure;

import dev.godwit.bench.application.ChildJvm;
import dev.godwit.bench.measure.Laboratory.Pair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Whether a server with little memory copies and verifies a unit of many rows. */
final class HeapCase implements BenchCase {
    private static final int MEGABYTES_MAX = 256;
    private static final int QUICK_ROWS = 500_000;
    private static final int FULL_ROWS = 5_000_000;

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public List<Figure> measure(Laboratory laboratory) throws Exception {
        int rows = laboratory.scale(QUICK_ROWS, FULL_ROWS);
        Pair pair = laboratory.pair();
        CopyCase.fill(pair, rows);
        double used = megabytesUsed(pair, rows);
        return List.of(Figure.limit(
                "heap for " + rows / 1_000_000.0 + " million rows",
                used,
                "MB",
                "the heap it was given",
                MEGABYTES_MAX,
                MEGABYTES_MAX,
                1));
    }

    private static double megabytesUsed(Pair pair, long rows) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(ChildJvm.command(SmallServer.class, List.of("-Xmx" + MEGABYTES_MAX + "m")));
        command.addAll(List.of(pair.legacyUrl(), pair.newUrl(), pair.folder().toString(), Long.toString(rows)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("the server with " + MEGABYTES_MAX + " MB has failed: " + answer);
        }
        return Double.parseDouble(answer.strip());
    }
}
