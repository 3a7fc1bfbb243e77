package dev.godwit.notely.application;

import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationStatus.WaveStatus;
import dev.godwit.core.WaveName;
import dev.godwit.notely.account.AccountChange;
import dev.godwit.notely.account.Accounts;
import dev.godwit.notely.account.FlagsRefusedException;
import dev.godwit.notely.api.Deployments;
import dev.godwit.notely.migration.Journey;
import dev.godwit.notely.note.Account;
import dev.godwit.notely.terminal.NotelyControls;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the keys of the terminal do. Thread-safe. */
final class Keys implements NotelyControls {
    private static final String ACTOR = "terminal";

    private final Deployments deployments;
    private final Accounts accounts;
    private final Optional<Journey> journey;
    private final List<String> shards;

    /**
     * The keys.
     *
     * @param journey absent in workshop mode
     * @param shards in the order in which {@code s} goes through them, at least one
     */
    Keys(Deployments deployments, Accounts accounts, Optional<Journey> journey, List<String> shards) {
        this.deployments = deployments;
        this.accounts = accounts;
        this.journey = journey;
        this.shards = List.copyOf(shards);
    }

    @Override
    public String deploy() {
        try {
            deployments.deploy(Optional.empty(), Optional.empty());
            return "The new version is ready; the old one hands over.";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Notely is stopping", e);
        }
    }

    @Override
    public String toggleMigration(UUID id) {
        Account account = find(id);
        migrate(account, !account.isMigrating());
        return account.isMigrating() ? "it goes back." : "it is on its way.";
    }

    @Override
    public String toggleMigrationOfAll() {
        List<Account> all = accounts.all();
        boolean forth = all.stream().anyMatch(account -> !account.isMigrating());
        long changed = 0;
        Optional<FlagsRefusedException> refused = Optional.empty();
        for (Account account : all) {
            if (account.isMigrating() != forth) {
                try {
                    migrate(account, forth);
                    changed++;
                } catch (FlagsRefusedException e) {
                    refused = Optional.of(e);
                }
            }
        }
        if (changed == 0 && refused.isPresent()) {
            throw refused.get();
        }
        return changed
                + (forth ? " accounts are on their way." : " accounts go back.")
                + refused.map(e -> " Others can't: " + e.getMessage()).orElse("");
    }

    @Override
    public String moveToNextShard(UUID id) {
        Account account = find(id);
        int next = account.shard().map(shards::indexOf).orElse(-1) + 1;
        String shard = shards.get(next % shards.size());
        change(id, new AccountChange(Optional.empty(), Optional.empty(), Optional.of(shard), Optional.empty()));
        return "it goes to " + shard + ".";
    }

    @Override
    public String pauseOrResume(String migration) {
        MigrationControl control = control(migration);
        boolean paused = control.status().flags().paused().isPresent();
        return command(control, paused ? CommandKind.RESUME : CommandKind.PAUSE, Scope.MIGRATION);
    }

    @Override
    public String approve(String migration) {
        MigrationControl control = control(migration);
        WaveStatus wave = control.status().waves().stream()
                .filter(WaveStatus::approvalWanted)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing waits for an approval"));
        return command(
                control, CommandKind.APPROVE, new Scope(Optional.of(new WaveName(wave.name())), Optional.empty()));
    }

    @Override
    public String rollBack(String migration) {
        return command(control(migration), CommandKind.ROLLBACK, Scope.MIGRATION);
    }

    private Account find(UUID id) {
        return accounts.find(id).orElseThrow(() -> new IllegalStateException("there is no account " + id));
    }

    private void migrate(Account account, boolean forth) {
        change(
                account.id(),
                new AccountChange(Optional.empty(), Optional.of(forth), Optional.empty(), Optional.empty()));
    }

    private void change(UUID id, AccountChange change) {
        accounts.change(id, change);
    }

    private MigrationControl control(String name) {
        return journey.map(Journey::migrations).orElse(List.of()).stream()
                .filter(migration -> migration.plan().migration().value().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("migration " + name + " is no longer under way"));
    }

    private static String command(MigrationControl control, CommandKind kind, Scope scope) {
        return control.command(new Command(kind, scope, "", ACTOR));
    }
}
