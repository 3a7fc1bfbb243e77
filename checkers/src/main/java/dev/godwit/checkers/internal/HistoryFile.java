package dev.godwit.checkers.internal;

import dev.godwit.checkers.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * A file of {@link HistoryPage}s, mapped into memory a segment at a time. The first page names the process. Pages are
 * handed out by one atomic step; only who needs a new segment waits for its mapping. Thread-safe.
 */
public final class HistoryFile implements AutoCloseable {
    private static final int MAGIC = 0x60D11155;
    private static final int PAGE_MARK = 0x0DD1;
    private static final int PAGES_PER_SEGMENT = 4_096;
    private static final int SEGMENT_BYTES = PAGES_PER_SEGMENT * HistoryPage.BYTES;

    private final FileChannel channel;
    private final AtomicInteger nextPage = new AtomicInteger(1);
    private volatile ByteBuffer[] segments;

    private HistoryFile(FileChannel channel, ByteBuffer first) {
        this.channel = channel;
        this.segments = new ByteBuffer[] {first};
    }

    /** Begins a file that is not there yet. */
    public static HistoryFile create(Path path, String process, long openedNanos) throws IOException {
        FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        ByteBuffer first = map(channel, FileChannel.MapMode.READ_WRITE, 0, SEGMENT_BYTES);
        HistoryPage header = new HistoryPage(first, 0);
        header.begin(MAGIC, process);
        first.putLong(HistoryPage.BYTES - Long.BYTES, openedNanos);
        return new HistoryFile(channel, first);
    }

    /** A page for a thread of that name. */
    public HistoryPage nextPage(String name) {
        int number = nextPage.getAndIncrement();
        HistoryPage page =
                new HistoryPage(segment(number / PAGES_PER_SEGMENT), number % PAGES_PER_SEGMENT * HistoryPage.BYTES);
        page.begin(PAGE_MARK, name);
        return page;
    }

    private ByteBuffer segment(int number) {
        ByteBuffer[] mapped = segments;
        return number < mapped.length ? mapped[number] : mapUpTo(number);
    }

    private synchronized ByteBuffer mapUpTo(int number) {
        try {
            for (int next = segments.length; next <= number; next++) {
                ByteBuffer[] longer = Arrays.copyOf(segments, next + 1);
                longer[next] = map(channel, FileChannel.MapMode.READ_WRITE, (long) next * SEGMENT_BYTES, SEGMENT_BYTES);
                segments = longer;
            }
            return segments[number];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Visits the operations of a file, which may still be growing. */
    public static void visit(Path path, LongPredicate wantedKeys, Consumer<Operation> visitor) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            String process = header(path, channel).name();
            for (long start = 0; start < channel.size(); start += SEGMENT_BYTES) {
                long length = Math.min(SEGMENT_BYTES, channel.size() - start);
                visit(map(channel, FileChannel.MapMode.READ_ONLY, start, length), process, wantedKeys, visitor);
            }
        }
    }

    private static void visit(
            ByteBuffer segment, String process, LongPredicate wantedKeys, Consumer<Operation> visitor) {
        for (int start = 0; start < segment.limit(); start += HistoryPage.BYTES) {
            HistoryPage page = new HistoryPage(segment, start);
            if (page.mark() == PAGE_MARK) {
                page.visit(process, wantedKeys, visitor);
            }
        }
    }

    /** What the monotonic clock of its process said when the file was begun. */
    public static long openedNanos(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            header(path, channel);
            return map(channel, FileChannel.MapMode.READ_ONLY, 0, HistoryPage.BYTES)
                    .getLong(HistoryPage.BYTES - Long.BYTES);
        }
    }

    private static HistoryPage header(Path path, FileChannel channel) throws IOException {
        if (channel.size() >= HistoryPage.BYTES) {
            ByteBuffer first = map(channel, FileChannel.MapMode.READ_ONLY, 0, HistoryPage.BYTES);
            HistoryPage header = new HistoryPage(first, 0);
            if (header.mark() == MAGIC) {
                return header;
            }
        }
        throw new IOException(path + " is no recorded history");
    }

    private static ByteBuffer map(FileChannel channel, FileChannel.MapMode mode, long start, long length)
            throws IOException {
        return channel.map(mode, start, length).order(ByteOrder.nativeOrder());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
