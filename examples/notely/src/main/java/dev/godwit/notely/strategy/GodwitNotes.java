package dev.godwit.notely.strategy;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.notely.note.AccountDetails;
import dev.godwit.notely.note.Note;
import dev.godwit.notely.note.NoteService;
import dev.godwit.notely.store.NoteStore;
import dev.godwit.notely.store.StoreFailures;
import dev.godwit.router.Router;
import dev.godwit.router.Work;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Notes through Godwit's router: each operation goes to the home of its account, wherever that is now, and the flags are
 * only there to be shown. Thread-safe.
 */
final class GodwitNotes implements NoteService {
    /** Whether a commit without an answer has happened is unknown; each operation answers the same when it is repeated. */
    private static final int TRIES = 3;

    private static final String STORE = "the account's store";

    private final Router<NoteTransaction> router;
    private final HeldWrites held;

    GodwitNotes(Router<NoteTransaction> router, HeldWrites held) {
        this.router = router;
        this.held = held;
    }

    /** Something that the router is asked. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws SQLException;
    }

    @Override
    public List<UUID> listNotes(AccountDetails account) {
        return read(
                account,
                "list",
                transaction -> transaction.run("list", table -> List.copyOf(table.list(account.accountId()))));
    }

    @Override
    public Note getNote(AccountDetails account, UUID noteId) {
        return read(
                        account,
                        noteId,
                        transaction -> transaction.run("get", table -> table.find(account.accountId(), noteId)))
                .orElseThrow(() -> NoteStore.notFound(noteId));
    }

    @Override
    public Note createNote(AccountDetails account, Note note) {
        return write(account, transaction -> transaction.run("create", table -> table.create(note)));
    }

    @Override
    public Note updateNote(AccountDetails account, Note note) {
        return write(account, transaction -> transaction.run("update", table -> table.update(note)));
    }

    @Override
    public void deleteNote(AccountDetails account, UUID noteId) {
        write(
                account,
                transaction -> transaction.run("delete", table -> {
                    table.delete(account.accountId(), noteId);
                    return noteId;
                }));
    }

    @Override
    public long countNotes(AccountDetails account) {
        return read(
                account, "count", transaction -> transaction.run("count", table -> table.count(account.accountId())));
    }

    @Override
    public long totalNotes() {
        return answer(() -> router.scatter((transaction, home) ->
                        transaction.run("total", table -> table.total(home.table(NotesKeyspace.NOTE))))
                .sum());
    }

    /** Who asks the same of an account at the same time is answered by one look at its store. */
    private <T> T read(AccountDetails account, Object question, Work<NoteTransaction, T, SQLException> work) {
        return answer(() -> router.readShared(NotesKeyspace.unit(account.accountId()), question, work));
    }

    private <T> T write(AccountDetails account, Work<NoteTransaction, T, SQLException> work) {
        return held.watch(() -> writeUntilKnown(account, work));
    }

    private <T> T writeUntilKnown(AccountDetails account, Work<NoteTransaction, T, SQLException> work) {
        for (int rest = TRIES - 1; ; rest--) {
            try {
                return router.write(NotesKeyspace.unit(account.accountId()), work);
            } catch (GodwitException e) {
                if (e.code() != ErrorCode.STORE_OUTCOME_UNKNOWN || rest == 0) {
                    throw GodwitFailures.translate(e);
                }
            } catch (SQLException e) {
                throw StoreFailures.translate(STORE, e);
            }
        }
    }

    private static <T> T answer(Question<T> question) {
        try {
            return question.ask();
        } catch (GodwitException e) {
            throw GodwitFailures.translate(e);
        } catch (SQLException e) {
            throw StoreFailures.translate(STORE, e);
        }
    }
}
