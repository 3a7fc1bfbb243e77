package dev.godwit.notely.deploy;

import dev.godwit.core.TimeSource;
import dev.godwit.notely.note.AccountDetails;
import dev.godwit.notely.note.Note;
import dev.godwit.notely.note.NoteException;
import dev.godwit.notely.note.NoteException.Problem;
import dev.godwit.notely.note.NoteService;
import dev.godwit.notely.note.NoteServices;
import dev.godwit.notely.proxy.ProxyUnreachableException;
import dev.godwit.rollout.Fleet;
import dev.godwit.rollout.Passage;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live data proxies as one. Each call goes to one of them by weight. One whose proxy dies, or whose unit changes its
 * home for longer than the proxy waits, is repeated, on another proxy or on the one that was started again, for at most
 * 12 s: every operation on notes is safe to repeat. Reads are mirrored to a version that is being tried out. Thread-safe.
 */
public final class Proxies implements NoteServices {
    private static final Logger LOG = LoggerFactory.getLogger(Proxies.class);
    private static final Duration DEADLINE = Duration.ofSeconds(12);
    private static final Duration PAUSE = Duration.ofMillis(25);

    private final Fleet<NoteService> fleet;
    private final RandomGenerator chance;
    private final TimeSource time;

    /**
     * Proxies of a fleet.
     *
     * @param chance which proxy is chosen; thread-safe
     */
    Proxies(Fleet<NoteService> fleet, RandomGenerator chance, TimeSource time) {
        this.fleet = fleet;
        this.chance = chance;
        this.time = time;
    }

    @Override
    public NoteService telling(IntConsumer version) {
        return new Caller(version);
    }

    private final class Caller implements NoteService {
        private final IntConsumer version;

        Caller(IntConsumer version) {
            this.version = version;
        }

        @Override
        public List<UUID> listNotes(AccountDetails account) {
            return read(service -> service.listNotes(account), HashSet::new);
        }

        @Override
        public Note getNote(AccountDetails account, UUID note) {
            return read(service -> service.getNote(account, note), found -> found);
        }

        @Override
        public Note createNote(AccountDetails account, Note note) {
            return call(service -> service.createNote(account, note));
        }

        @Override
        public Note updateNote(AccountDetails account, Note note) {
            return call(service -> service.updateNote(account, note));
        }

        @Override
        public void deleteNote(AccountDetails account, UUID note) {
            call(service -> {
                service.deleteNote(account, note);
                return note;
            });
        }

        @Override
        public long countNotes(AccountDetails account) {
            return read(service -> service.countNotes(account), found -> found);
        }

        @Override
        public long totalNotes() {
            return call(NoteService::totalNotes);
        }

        /**
         * A call that changes nothing, which may be mirrored.
         *
         * @param comparable the answer in a form in which equal answers are equal
         */
        private <A> A read(Function<NoteService, A> operation, Function<A, Object> comparable) {
            return new Attempts<>(operation, version, Optional.of(comparable)).run();
        }

        private <A> A call(Function<NoteService, A> operation) {
            return new Attempts<>(operation, version, Optional.empty()).run();
        }
    }

    /** One call, however often it is tried. */
    private final class Attempts<A> {
        private final Function<NoteService, A> operation;
        private final IntConsumer version;
        private final Optional<Function<A, Object>> comparable;
        private final long startNanos = time.monotonicNanos();
        private RuntimeException last = new NoteException(Problem.INTERNAL, "no data proxy is up");

        Attempts(Function<NoteService, A> operation, IntConsumer version, Optional<Function<A, Object>> comparable) {
            this.operation = operation;
            this.version = version;
            this.comparable = comparable;
        }

        A run() {
            while (true) {
                long seen = fleet.traffic().changes().version();
                Optional<Passage<NoteService>> way = fleet.traffic().enter(chance);
                if (way.isPresent()) {
                    Optional<A> answer = once(way.get());
                    if (answer.isPresent()) {
                        return answer.get();
                    }
                }
                if (time.since(startNanos).compareTo(DEADLINE) >= 0) {
                    throw tooLate();
                }
                rest(seen);
            }
        }

        /** The answer; empty when it makes sense to ask again. */
        private Optional<A> once(Passage<NoteService> passage) {
            try (passage) {
                A answer = operation.apply(passage.service());
                passage.succeeded();
                version.accept(Integer.parseInt(passage.version()));
                mirror(passage.service(), how -> Answer.value(how.apply(answer)));
                return Optional.of(answer);
            } catch (NoteException e) {
                version.accept(Integer.parseInt(passage.version()));
                if (asksAgain(e.problem(), passage)) {
                    last = e;
                    return Optional.empty();
                }
                mirror(passage.service(), how -> Answer.refusal(e));
                throw e;
            } catch (ProxyUnreachableException e) {
                LOG.debug("version {} gave no answer", passage.version(), e);
                passage.lost();
                fleet.watch().suspect();
                last = e;
                return Optional.empty();
            }
        }

        /** Whether a refusal passes by itself. */
        private boolean asksAgain(Problem problem, Passage<NoteService> passage) {
            return switch (problem) {
                case HELD, MOVED -> {
                    passage.succeeded();
                    yield true;
                }
                case NOT_FOUND, EXISTS, INVALID -> {
                    passage.succeeded();
                    yield false;
                }
                case STORE_DOWN, INTERNAL -> {
                    passage.failed();
                    yield false;
                }
            };
        }

        private void mirror(NoteService asked, Function<Function<A, Object>, Answer> answer) {
            if (comparable.isPresent() && fleet.shadow().active()) {
                Function<A, Object> how = comparable.get();
                fleet.shadow()
                        .offer(
                                asked,
                                service -> Answer.of(() -> how.apply(operation.apply(service))),
                                answer.apply(how));
            }
        }

        private NoteException tooLate() {
            return last instanceof NoteException refusal
                    ? refusal
                    : new NoteException(Problem.INTERNAL, "no data proxy answers", last);
        }

        private void rest(long seen) {
            try {
                fleet.traffic().changes().await(seen, PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NoteException(Problem.INTERNAL, "Notely is stopping", e);
            }
        }
    }
}
