package dev.godwit.notely.api;

import dev.godwit.core.TimeSource;
import dev.godwit.notely.account.Accounts;
import dev.godwit.notely.api.Bodies.CountAnswer;
import dev.godwit.notely.api.Bodies.NoteAnswer;
import dev.godwit.notely.api.Bodies.NoteRequest;
import dev.godwit.notely.note.AccountDetails;
import dev.godwit.notely.note.Note;
import dev.godwit.notely.note.NoteService;
import dev.godwit.notely.note.NoteServices;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/** Notes over HTTP. Thread-safe. */
final class NoteRoutes {
    /** Which version of the data proxy has answered. */
    private static final HeaderName VERSION = HeaderNames.create("Notely-Proxy-Version");

    private final Accounts accounts;
    private final NoteServices services;
    private final Supplier<UUID> ids;
    private final TimeSource time;
    private final Exchange exchange;

    NoteRoutes(Accounts accounts, NoteServices services, Supplier<UUID> ids, TimeSource time, Exchange exchange) {
        this.accounts = accounts;
        this.services = services;
        this.ids = ids;
        this.time = time;
        this.exchange = exchange;
    }

    void list(ServerRequest request, ServerResponse response) {
        AccountDetails account = account(request);
        exchange.answer(response, Status.OK_200, notes(response).listNotes(account));
    }

    void create(ServerRequest request, ServerResponse response) {
        AccountDetails account = account(request);
        NoteRequest body = exchange.body(request, NoteRequest.class);
        Fields.requireSame("creator", body.creator(), account.accountId());
        Instant now = time.wallClock();
        Instant createdAt = Fields.optionalTime("createdAt", body.createdAt()).orElse(now);
        Note note = new Note(
                Fields.optionalUuid("id", body.id()).orElseGet(ids),
                account.accountId(),
                createdAt,
                Fields.optionalTime("updatedAt", body.updatedAt()).orElse(createdAt),
                Fields.content(body.content()));
        exchange.answer(
                response, Status.CREATED_201, NoteAnswer.of(notes(response).createNote(account, note)));
    }

    void get(ServerRequest request, ServerResponse response) {
        AccountDetails account = account(request);
        UUID id = Places.note(request);
        exchange.answer(response, Status.OK_200, NoteAnswer.of(notes(response).getNote(account, id)));
    }

    void put(ServerRequest request, ServerResponse response) {
        AccountDetails account = account(request);
        UUID id = Places.note(request);
        NoteRequest body = exchange.body(request, NoteRequest.class);
        Fields.requireSame("id", body.id(), id);
        Fields.requireSame("creator", body.creator(), account.accountId());
        Instant now = time.wallClock();
        Note note = new Note(
                id,
                account.accountId(),
                Fields.optionalTime("createdAt", body.createdAt()).orElse(now),
                Fields.optionalTime("updatedAt", body.updatedAt()).orElse(now),
                Fields.content(body.content()));
        exchange.answer(response, Status.OK_200, NoteAnswer.of(notes(response).updateNote(account, note)));
    }

    void delete(ServerRequest request, ServerResponse response) {
        AccountDetails account = account(request);
        notes(response).deleteNote(account, Places.note(request));
        response.status(Status.NO_CONTENT_204).send();
    }

    void count(ServerRequest request, ServerResponse response) {
        AccountDetails account = account(request);
        exchange.answer(response, Status.OK_200, new CountAnswer(notes(response).countNotes(account)));
    }

    private AccountDetails account(ServerRequest request) {
        UUID id = Places.account(request);
        return accounts.details(id).orElseThrow(() -> Places.unknownAccount(id));
    }

    private NoteService notes(ServerResponse response) {
        return services.telling(version -> response.header(VERSION, Integer.toString(version)));
    }
}
