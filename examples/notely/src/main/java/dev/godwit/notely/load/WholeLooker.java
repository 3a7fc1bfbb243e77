package dev.godwit.notely.load;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Looks at all accounts, several at a time. Thread-safe. */
final class WholeLooker {
    private static final int AT_ONCE = 8;

    private final NotelyClient client;
    private final AnswerReader reader;

    WholeLooker(NotelyClient client, AnswerReader reader) {
        this.client = client;
        this.reader = reader;
    }

    WholeLook look(Collection<Memory> memories) throws InterruptedException {
        try (ExecutorService workers =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<WholeLook>> looks = new ArrayList<>();
            for (Memory memory : memories) {
                looks.add(workers.submit(() -> new AccountLook(client, reader, memory).look()));
            }
            WholeLook whole = WholeLook.NOTHING;
            for (Future<WholeLook> look : looks) {
                whole = whole.and(look.get());
            }
            return whole;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the last look failed", e.getCause());
        }
    }
}
