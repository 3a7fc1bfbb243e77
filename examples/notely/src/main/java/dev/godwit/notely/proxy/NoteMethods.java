package dev.godwit.notely.proxy;

import dev.godwit.notely.note.AccountDetails;
import dev.godwit.notely.note.NoteException;
import dev.godwit.notely.note.NoteService;
import dev.godwit.notely.rpc.RpcException;
import dev.godwit.notely.rpc.RpcMethod;
import dev.godwit.notely.rpc.RpcParameters;
import dev.godwit.notely.telemetry.Telemetry.ProxyStatus;
import java.util.Map;
import java.util.function.Supplier;

/** The methods about notes, measured and delayed, and in the workshop one at a time. Thread-safe. */
final class NoteMethods {
    private final NoteService notes;
    private final Turns turns;
    private final Delay delay;
    private final CallMeter meter;

    NoteMethods(NoteService notes, Turns turns, Delay delay, CallMeter meter) {
        this.notes = notes;
        this.turns = turns;
        this.delay = delay;
        this.meter = meter;
    }

    /** A method that has read what it was given. */
    @FunctionalInterface
    private interface Reading {
        Supplier<Object> read(NoteParameters parameters);
    }

    void addTo(Map<String, RpcMethod> methods) {
        add(methods, MethodName.LIST_NOTES, parameters -> {
            AccountDetails account = parameters.account();
            return () -> notes.listNotes(account);
        });
        add(methods, MethodName.GET_NOTE, parameters -> {
            AccountDetails account = parameters.account();
            var noteId = parameters.noteId();
            return () -> notes.getNote(account, noteId);
        });
        add(methods, MethodName.CREATE_NOTE, parameters -> {
            AccountDetails account = parameters.account();
            var note = parameters.noteOf(account);
            return () -> notes.createNote(account, note);
        });
        add(methods, MethodName.UPDATE_NOTE, parameters -> {
            AccountDetails account = parameters.account();
            var note = parameters.noteOf(account);
            return () -> notes.updateNote(account, note);
        });
        add(methods, MethodName.DELETE_NOTE, parameters -> {
            AccountDetails account = parameters.account();
            var noteId = parameters.noteId();
            return () -> {
                notes.deleteNote(account, noteId);
                return true;
            };
        });
        add(methods, MethodName.COUNT_NOTES, parameters -> {
            AccountDetails account = parameters.account();
            return () -> notes.countNotes(account);
        });
        add(methods, MethodName.GET_TOTAL_NOTES, parameters -> notes::totalNotes);
    }

    private void add(Map<String, RpcMethod> methods, MethodName name, Reading reading) {
        methods.put(name.text(), parameters -> call(name, reading, parameters));
    }

    /** Parameters that make no sense are the caller's own business and not counted. */
    private Object call(MethodName name, Reading reading, RpcParameters parameters) {
        Supplier<Object> call = reading.read(new NoteParameters(parameters));
        long begun = meter.now();
        ProxyStatus status = ProxyStatus.ERROR;
        try {
            delay.await();
            Object result = turns.take(name, call);
            delay.await();
            status = ProxyStatus.SUCCESS;
            return result;
        } catch (NoteException e) {
            status = meter.statusOf(e.problem());
            throw new RpcException(e.problem().code(), String.valueOf(e.getMessage()));
        } finally {
            meter.served(name, status, begun);
        }
    }
}
