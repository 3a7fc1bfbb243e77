package dev.godwit.notely.load;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All that the user of one account remembers. Not thread-safe, as an account has one user; but anybody may ask for its size. */
final class Memory {
    /** So many deleted notes are remembered, the latest ones. */
    static final int DELETED_MAX = 100;

    private final UUID account;
    private final Map<UUID, RememberedNote> notes = new LinkedHashMap<>();
    private final Set<UUID> deleted = new LinkedHashSet<>();
    private final Set<UUID> disowned = new LinkedHashSet<>();
    private volatile int size;

    Memory(UUID account) {
        this.account = account;
    }

    UUID account() {
        return account;
    }

    Collection<RememberedNote> notes() {
        return notes.values();
    }

    @Nullable
    RememberedNote note(UUID id) {
        return notes.get(id);
    }

    int size() {
        return size;
    }

    Set<UUID> deleted() {
        return deleted;
    }

    /** Whether nobody knows if there is such a note, because all attempts to write it went unanswered. */
    boolean isDisowned(UUID id) {
        return disowned.contains(id);
    }

    void add(RememberedNote note) {
        notes.put(note.id(), note);
        size = notes.size();
    }

    /** The note is settled: one that is not there any more is remembered as deleted. */
    void forgetIfAbsent(RememberedNote note) {
        if (note.unanswered().isEmpty() && note.settled().isEmpty() && notes.remove(note.id()) != null) {
            size = notes.size();
            keep(deleted, note.id());
        }
    }

    /** Gives up on a note of which no answer can be had. */
    void disown(RememberedNote note) {
        notes.remove(note.id());
        size = notes.size();
        keep(disowned, note.id());
    }

    /** The first note with an unanswered write. */
    Optional<RememberedNote> unanswered() {
        for (RememberedNote note : notes.values()) {
            if (note.unanswered().isPresent()) {
                return Optional.of(note);
            }
        }
        return Optional.empty();
    }

    /** Any of the notes for which this holds. */
    Optional<RememberedNote> any(RandomGenerator chance, Predicate<RememberedNote> which) {
        return pick(chance, notes.values().stream().filter(which).toList());
    }

    /** Any of the deleted notes that are still remembered. */
    Optional<UUID> anyDeleted(RandomGenerator chance) {
        return pick(chance, new ArrayList<>(deleted));
    }

    private static <T> Optional<T> pick(RandomGenerator chance, List<T> from) {
        return from.isEmpty() ? Optional.empty() : Optional.of(from.get(chance.nextInt(from.size())));
    }

    private static void keep(Set<UUID> ids, UUID id) {
        ids.add(id);
        if (ids.size() > DELETED_MAX) {
            ids.remove(ids.iterator().next());
        }
    }
}
