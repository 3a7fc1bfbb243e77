package dev.godwit.notely.api;

import dev.godwit.notely.account.AccountChange;
import dev.godwit.notely.account.Accounts;
import dev.godwit.notely.api.Bodies.AccountAnswer;
import dev.godwit.notely.api.Bodies.AccountRequest;
import dev.godwit.notely.note.Account;
import dev.godwit.notely.note.Cohort;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

/** Accounts over HTTP. Thread-safe. */
final class AccountRoutes {
    private final Accounts accounts;
    private final Set<String> shards;
    private final Supplier<UUID> ids;
    private final Exchange exchange;

    AccountRoutes(Accounts accounts, Set<String> shards, Supplier<UUID> ids, Exchange exchange) {
        this.accounts = accounts;
        this.shards = Set.copyOf(shards);
        this.ids = ids;
        this.exchange = exchange;
    }

    void list(ServerRequest request, ServerResponse response) {
        exchange.answer(
                response,
                Status.OK_200,
                accounts.all().stream().map(AccountAnswer::of).toList());
    }

    void create(ServerRequest request, ServerResponse response) {
        AccountRequest body = exchange.body(request, AccountRequest.class);
        Account account = new Account(
                Fields.optionalUuid("id", body.id()).orElseGet(ids),
                Fields.name(body.name()),
                Boolean.TRUE.equals(body.isMigrating()),
                shard(body),
                Fields.optionalCohort(body.cohort()).orElse(Cohort.FREE));
        Account created = accounts.create(account)
                .orElseThrow(
                        () -> new Rejected(Status.CONFLICT_409, "there is an account " + account.id() + " already"));
        exchange.answer(response, Status.CREATED_201, AccountAnswer.of(created));
    }

    void get(ServerRequest request, ServerResponse response) {
        UUID id = Places.account(request);
        answer(response, id, accounts.find(id));
    }

    void put(ServerRequest request, ServerResponse response) {
        UUID id = Places.account(request);
        AccountRequest body = exchange.body(request, AccountRequest.class);
        Fields.requireSame("id", body.id(), id);
        AccountChange change = new AccountChange(
                Optional.ofNullable(body.name()).map(Fields::name),
                Optional.ofNullable(body.isMigrating()),
                shard(body),
                Fields.optionalCohort(body.cohort()));
        answer(response, id, accounts.change(id, change));
    }

    private Optional<String> shard(AccountRequest body) {
        Optional<String> shard = Optional.ofNullable(body.shard()).filter(name -> !name.isEmpty());
        if (shard.filter(name -> !shards.contains(name)).isPresent()) {
            throw Rejected.badRequest("shard must be one of " + String.join(", ", new TreeSet<>(shards)));
        }
        return shard;
    }

    private void answer(ServerResponse response, UUID id, Optional<Account> account) {
        exchange.answer(
                response, Status.OK_200, AccountAnswer.of(account.orElseThrow(() -> Places.unknownAccount(id))));
    }
}
