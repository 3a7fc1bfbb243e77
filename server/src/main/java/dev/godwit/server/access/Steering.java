package dev.godwit.server.access;

import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControls;
import dev.godwit.core.MigrationName;
import dev.godwit.engine.access.LoggedCommand;
import dev.godwit.server.PlanDesk;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What people do to migrations, whichever way they have come: may they, are they enough, is it written down. Thread-safe.
 *
 * @param twoPersons the commands of a migration that need two persons by its plan
 */
public record Steering(
        MigrationControls migrations,
        PlanDesk plans,
        Function<MigrationName, Set<CommandKind>> twoPersons,
        CommandDesk desk) {

    /**
     * Gives a command.
     *
     * @param key with which it may be sent again, and is carried out once
     * @return what will happen, in one sentence
     * @throws dev.godwit.core.GodwitException as {@link CommandDesk} and the migration's control do
     */
    public String command(Identity identity, MigrationName migration, Command command, Optional<String> key) {
        return desk.take(
                identity,
                migration,
                command,
                twoPersons.apply(migration),
                key,
                given -> migrations.control(Optional.of(migration)).command(given));
    }

    /** Agrees to a command that somebody else has given. */
    public String approve(Identity identity, MigrationName migration, String request) {
        return desk.approve(
                identity,
                migration,
                request,
                given -> migrations.control(Optional.of(migration)).command(given));
    }

    /** Commands of a migration that wait for another person. */
    public List<LoggedCommand> awaitingApproval(MigrationName migration) {
        return desk.awaitingApproval(migration);
    }

    /** Checks a plan and lets its migration run. */
    public MigrationName start(Identity identity, String yaml, Optional<String> key) {
        return new MigrationName(desk.take(
                identity, "START", "plan", yaml, key, () -> plans.start(yaml).value()));
    }
}
