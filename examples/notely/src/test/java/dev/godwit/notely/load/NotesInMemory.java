package dev.godwit.notely.load;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Notes as they should be kept; faulty ones override what they get wrong. Used under one lock. */
public class NotesInMemory {
    private final Map<UUID, Map<UUID, Kept>> notes = new LinkedHashMap<>();

    public record Kept(Instant createdAt, Instant updatedAt, String content) {}

    protected void makeAccount(UUID account) {
        notes.put(account, new LinkedHashMap<>());
    }

    protected Map<UUID, Kept> of(UUID account) {
        return notes.getOrDefault(account, Map.of());
    }

    protected List<UUID> list(UUID account) {
        return new ArrayList<>(of(account).keySet());
    }

    protected Optional<Kept> read(UUID account, UUID note) {
        return Optional.ofNullable(of(account).get(note));
    }

    /** Absent when there is another of that id. */
    protected Optional<Kept> create(UUID account, UUID note, Kept kept) {
        Kept stored = of(account).putIfAbsent(note, kept);
        return stored == null || stored.equals(kept) ? Optional.of(kept) : Optional.empty();
    }

    protected Optional<Kept> update(UUID account, UUID note, Instant updatedAt, String content) {
        return Optional.ofNullable(of(account).computeIfPresent(note, (id, stored) -> {
            return updatedAt.isAfter(stored.updatedAt()) ? new Kept(stored.createdAt(), updatedAt, content) : stored;
        }));
    }

    protected void delete(UUID account, UUID note) {
        of(account).remove(note);
    }

    protected long count(UUID account) {
        return of(account).size();
    }

    /** Of all accounts. */
    public synchronized long total() {
        return notes.values().stream().mapToLong(Map::size).sum();
    }
}
