package dev.godwit.notely.proxy;

import dev.godwit.notely.note.AccountDetails;
import dev.godwit.notely.note.Note;
import dev.godwit.notely.note.NoteException;
import dev.godwit.notely.note.NoteException.Problem;
import dev.godwit.notely.note.NoteService;
import dev.godwit.notely.rpc.RpcClient;
import dev.godwit.notely.rpc.RpcException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One data proxy, as its callers see it. Thread-safe.
 *
 * <p>All operations but {@link #ready} throw {@link ProxyUnreachableException} when no answer comes in {@value
 * #PATIENCE_SECONDS} s.
 */
public final class ProxyClient implements NoteService, AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final RpcClient rpc;
    private final JsonMapper json = new JsonMapper();

    /** Connects when it is first asked. */
    public ProxyClient(String host, int port) {
        rpc = new RpcClient(host, port, Duration.ofSeconds(PATIENCE_SECONDS));
    }

    private record OfAccount(AccountDetails accountDetails) {}

    private record OfNote(AccountDetails accountDetails, UUID noteId) {}

    private record WithNote(AccountDetails accountDetails, Note note) {}

    /** Whether it takes requests; false also when nobody answers. */
    public boolean ready() {
        try {
            return call(MethodName.READY, Map.of(), Boolean.class);
        } catch (ProxyUnreachableException | NoteException e) {
            return false;
        }
    }

    /** Whether its stores answer, one by one. */
    public List<StoreHealth> healthCheck() {
        return List.of(call(MethodName.HEALTH_CHECK, Map.of(), StoreHealth[].class));
    }

    /** What it has measured, and how many notes there are. */
    public ShardStats exportShardStats() {
        return call(MethodName.EXPORT_SHARD_STATS, Map.of(), ShardStats.class);
    }

    @Override
    public List<UUID> listNotes(AccountDetails account) {
        return List.of(call(MethodName.LIST_NOTES, new OfAccount(account), UUID[].class));
    }

    @Override
    public Note getNote(AccountDetails account, UUID note) {
        return call(MethodName.GET_NOTE, new OfNote(account, note), Note.class);
    }

    @Override
    public Note createNote(AccountDetails account, Note note) {
        return call(MethodName.CREATE_NOTE, new WithNote(account, note), Note.class);
    }

    @Override
    public Note updateNote(AccountDetails account, Note note) {
        return call(MethodName.UPDATE_NOTE, new WithNote(account, note), Note.class);
    }

    @Override
    public void deleteNote(AccountDetails account, UUID note) {
        call(MethodName.DELETE_NOTE, new OfNote(account, note), Boolean.class);
    }

    @Override
    public long countNotes(AccountDetails account) {
        return call(MethodName.COUNT_NOTES, new OfAccount(account), Long.class);
    }

    @Override
    public long totalNotes() {
        return call(MethodName.GET_TOTAL_NOTES, Map.of(), Long.class);
    }

    private <T> T call(MethodName method, Object parameters, Class<T> type) {
        try {
            JsonNode result = rpc.call(method.text(), parameters);
            return json.treeToValue(result, type);
        } catch (RpcException e) {
            throw new NoteException(problem(e.code()), String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new ProxyUnreachableException(String.valueOf(e.getMessage()), e);
        } catch (JacksonException e) {
            throw new ProxyUnreachableException("the proxy answered to " + method.text() + " with something else", e);
        }
    }

    private static Problem problem(int code) {
        return Stream.of(Problem.values())
                .filter(problem -> problem.code() == code)
                .findFirst()
                .orElse(Problem.INTERNAL);
    }

    @Override
    public void close() {
        rpc.close();
    }
}
