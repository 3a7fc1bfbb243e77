package dev.godwit.server.access;

import dev.godwit.client.wire.WireFormat;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationName;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.access.AccessRecords;
import dev.godwit.engine.access.LoggedCommand;
import dev.godwit.engine.access.LoggedCommand.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Takes commands of people. Each is in the log before it is carried out, and then what came of it; the same command sent
 * twice under one idempotency key is carried out once; one that needs two persons waits for the second. Thread-safe.
 */
public final class CommandDesk {
    private final AccessRecords records;
    private final TimeSource time;
    private final Supplier<String> ids;
    private final WireFormat format = WireFormat.strict();

    /**
     * A desk.
     *
     * @param ids of commands, each new
     */
    public CommandDesk(AccessRecords records, TimeSource time, Supplier<String> ids) {
        this.records = records;
        this.time = time;
        this.ids = ids;
    }

    /** Carries a command out. */
    @FunctionalInterface
    public interface Work {
        String carryOut(Command command);
    }

    /**
     * A command of a migration.
     *
     * @param twoPersons the commands that need two persons by the migration's plan
     * @param key with which the client may send it again
     * @return what will happen, in one sentence
     * @throws GodwitException what the work throws; with {@link ErrorCode#APPROVAL_MISSING} when two persons are needed and
     *     nobody has proved who they are, with {@link ErrorCode#IDEMPOTENCY_CONFLICT} when the key was used for something
     *     else or is being worked on
     */
    public String take(
            Identity identity,
            MigrationName migration,
            Command asked,
            Set<CommandKind> twoPersons,
            Optional<String> key,
            Work work) {
        Command command = identity.authenticated()
                ? new Command(asked.kind(), asked.scope(), asked.reason(), identity.name(), asked.rowsPerSecond())
                : asked;
        LoggedCommand entry = entry(
                identity.authenticated() ? identity : Identity.local(asked.actor()),
                command.kind().name(),
                migration.value(),
                inWords(command.scope()),
                command.reason(),
                key,
                new String(format.write(command), StandardCharsets.UTF_8));
        return logged(entry, () -> {
            identity.require(Permission.of(command.kind()));
            if (twoPersons.contains(command.kind())) {
                requireProved(identity, command.kind());
                return Optional.empty();
            }
            return Optional.of(work.carryOut(command));
        });
    }

    /**
     * Something else that somebody asks for, such as the start of a plan, for which they have to be allowed to steer.
     *
     * @param request what was sent, as text
     * @return what the work returns, or what it returned when the same was sent before
     */
    public String take(
            Identity identity,
            String command,
            String subject,
            String request,
            Optional<String> key,
            Supplier<String> work) {
        return logged(entry(identity, command, "", subject, "", key, request), () -> {
            identity.require(Permission.STEER);
            return Optional.of(work.get());
        });
    }

    /** Commands of a migration that wait for another person. */
    public List<LoggedCommand> awaitingApproval(MigrationName migration) {
        return records.awaitingApproval(migration.value());
    }

    /**
     * Another person agrees to a command, which is carried out then.
     *
     * @throws GodwitException what the work throws; with {@link ErrorCode#APPROVAL_MISSING} when it is the same person, or
     *     one who has not proved who they are; with {@link ErrorCode#REQUEST_NOT_FOUND} when nothing of that id waits
     */
    public String approve(Identity identity, MigrationName migration, String id, Work work) {
        identity.require(Permission.APPROVE);
        LoggedCommand waiting = records.command(id)
                .filter(command -> command.migration().equals(migration.value()))
                .filter(command -> command.outcome() == Outcome.AWAITS_APPROVAL)
                .orElseThrow(() -> new GodwitException(
                        ErrorCode.REQUEST_NOT_FOUND, "no command " + id + " of " + migration + " waits for approval"));
        if (!identity.authenticated() || waiting.actor().equals(identity.name())) {
            throw new GodwitException(
                    ErrorCode.APPROVAL_MISSING, waiting.actor() + " has asked for this; another person has to agree");
        }
        LoggedCommand taken = records.approve(id, identity.name())
                .orElseThrow(() -> new GodwitException(
                        ErrorCode.REQUEST_NOT_FOUND, "somebody else has just approved command " + id));
        Command command = format.read(taken.request().getBytes(StandardCharsets.UTF_8), Command.class);
        // The reason stays as it is: to agree is none, and an early finalize wants one.
        String both = command.actor() + " and " + identity.name();
        return ended(
                taken,
                () -> Optional.of(work.carryOut(new Command(
                        command.kind(), command.scope(), command.reason(), both, command.rowsPerSecond()))));
    }

    /** The newest commands, oldest first. */
    public List<LoggedCommand> newest(int limit) {
        return records.commands(limit);
    }

    private LoggedCommand entry(
            Identity identity,
            String command,
            String migration,
            String subject,
            String reason,
            Optional<String> key,
            String request) {
        return new LoggedCommand(
                ids.get(),
                time.wallClock(),
                identity.name(),
                identity.authenticated(),
                command,
                migration,
                subject,
                reason,
                key,
                request,
                Outcome.BEGUN,
                "",
                Optional.empty());
    }

    private String logged(LoggedCommand entry, Supplier<Optional<String>> work) {
        Optional<LoggedCommand> before = records.begin(entry);
        return before.isPresent() ? again(entry, before.get()) : ended(entry, work);
    }

    private static String again(LoggedCommand entry, LoggedCommand before) {
        if (!before.request().equals(entry.request()) || !before.command().equals(entry.command())) {
            throw conflict("this idempotency key was used for another command");
        }
        return switch (before.outcome()) {
            case DONE, AWAITS_APPROVAL -> before.answer();
            case BEGUN -> throw conflict("this command was begun already, and it is not known what came of it");
            case REFUSED -> throw conflict("this command was refused before: " + before.answer());
        };
    }

    private static GodwitException conflict(String message) {
        return new GodwitException(ErrorCode.IDEMPOTENCY_CONFLICT, message);
    }

    private String ended(LoggedCommand entry, Supplier<Optional<String>> work) {
        try {
            Optional<String> answer = work.get();
            LoggedCommand end = answer.map(text -> entry.with(Outcome.DONE, text))
                    .orElseGet(() -> entry.with(
                            Outcome.AWAITS_APPROVAL,
                            "Another person has to agree: godwit approve --request " + entry.id() + "."));
            records.end(end);
            return end.answer();
        } catch (GodwitException e) {
            records.end(entry.with(Outcome.REFUSED, e.code() + ": " + e.getMessage()));
            throw e;
        }
    }

    private static void requireProved(Identity identity, CommandKind kind) {
        if (!identity.authenticated()) {
            throw new GodwitException(
                    ErrorCode.APPROVAL_MISSING,
                    kind + " needs two persons by the plan, and nobody has to prove who they are here; make tokens");
        }
    }

    private static String inWords(Scope scope) {
        return scope.unit()
                .map(unit -> "unit " + unit)
                .or(() -> scope.wave().map(wave -> "wave " + wave))
                .orElse("migration");
    }
}
