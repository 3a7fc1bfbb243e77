package dev.godwit.bench.measure;

import dev.godwit.bench.measure.Laboratory.Pair;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the page of a migration costs a server with little memory, with 10,000 units on the board, 1,000 entries of the
 * journal a second, browsers that follow the page and programs that follow the journal. The baseline is the same server
 * with the same entries, and nobody who looks.
 */
final class BoardCase implements BenchCase {
    private static final int MEGABYTES_MAX = 256;
    private static final int UNITS = 10_000;
    private static final int EVENTS_PER_SECOND = 1_000;
    private static final int PAGES = 4;
    private static final int FOLLOWERS = 2;
    private static final double PERCENT_MAX = 20;
    private static final double MILLIS_MAX = 2_000;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final double BYTES_PER_MEGABYTE = 1 << 20;

    @Override
    public String name() {
        return "board";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public List<Figure> measure(Laboratory laboratory) throws Exception {
        Duration span = Duration.ofSeconds(laboratory.scale(5, 20));
        Pair pair = laboratory.pair();
        Move.prepare(pair, true).close();
        List<Figure> figures = new ArrayList<>();
        try (Connection store = RestingUnits.controlStore(pair)) {
            RestingUnits.fill(store, UNITS);
            try (BoardProcess server = BoardProcess.start(pair, MEGABYTES_MAX);
                    JournalLoad ignored = JournalLoad.start(store, EVENTS_PER_SECOND)) {
                Thread.sleep(WARM_UP);
                double unwatched = server.percentOfOneProcessor(span);
                try (BoardViewers viewers = BoardViewers.of(server.url(), PAGES, FOLLOWERS)) {
                    Thread.sleep(WARM_UP);
                    figures.add(Figure.limit(
                            "processor time of a server with " + PAGES + " pages and " + FOLLOWERS + " followers",
                            server.percentOfOneProcessor(span),
                            "% of one processor",
                            "nobody looks",
                            unwatched,
                            PERCENT_MAX,
                            0.2));
                    Optional<HeadlessBrowser> browser = HeadlessBrowser.find();
                    if (browser.isPresent()) {
                        figures.add(firstPage(browser.get(), server.url()));
                    } else {
                        System.err.println("no Chromium here: the first page is not measured");
                    }
                    viewers.requireAll();
                }
                figures.add(Figure.limit(
                        "heap of that server",
                        server.peakBytes() / BYTES_PER_MEGABYTE,
                        "MB",
                        "the heap it was given",
                        MEGABYTES_MAX,
                        MEGABYTES_MAX,
                        1));
            }
        }
        return figures;
    }

    /** Of a browser that starts with it, as the baseline does. */
    private static Figure firstPage(HeadlessBrowser browser, URI url) throws IOException, InterruptedException {
        browser.millisToLoad(URI.create("about:blank"));
        double blank = browser.millisToLoad(URI.create("about:blank"));
        return Figure.limit(
                "Chromium starts and loads the page of " + UNITS + " units",
                browser.millisToLoad(url.resolve("/migrations/bench")),
                "ms",
                "an empty page",
                blank,
                MILLIS_MAX,
                0.2);
    }
}
