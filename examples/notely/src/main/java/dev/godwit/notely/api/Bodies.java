package dev.godwit.notely.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.godwit.notely.note.Account;
import dev.godwit.notely.note.Note;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is in the bodies of requests and answers. In requests everything may be missing; {@link Fields} judges it. */
final class Bodies {
    private Bodies() {}

    record AccountRequest(
            @Nullable String id,
            @Nullable String name,
            @Nullable Boolean isMigrating,
            @Nullable String shard,
            @Nullable String cohort) {}

    record NoteRequest(
            @Nullable String id,
            @Nullable String creator,
            @Nullable String createdAt,
            @Nullable String updatedAt,
            @Nullable String content) {}

    record DeployRequest(@Nullable String rollout, @Nullable String strategy) {}

    record AccountAnswer(
            UUID id,
            String name,
            @JsonProperty("isMigrating") boolean isMigrating,
            Optional<String> shard,
            String cohort) {
        static AccountAnswer of(Account account) {
            return new AccountAnswer(
                    account.id(),
                    account.name(),
                    account.isMigrating(),
                    account.shard(),
                    account.cohort().text());
        }
    }

    record NoteAnswer(UUID id, UUID creator, String createdAt, String updatedAt, String content) {
        static NoteAnswer of(Note note) {
            return new NoteAnswer(
                    note.id(),
                    note.creator(),
                    note.createdAt().toString(),
                    note.updatedAt().toString(),
                    note.content());
        }
    }

    record StatusAnswer(String status, String timestamp) {
        static StatusAnswer of(String status, Instant now) {
            return new StatusAnswer(status, now.toString());
        }
    }

    record HealthAnswer(String status, String timestamp, Map<String, String> stores) {}

    record CountAnswer(long count) {}
}
