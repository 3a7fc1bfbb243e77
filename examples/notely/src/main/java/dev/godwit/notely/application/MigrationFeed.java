package dev.godwit.notely.application;

import dev.godwit.core.Flags;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationControl.UnitFilter;
import dev.godwit.core.MigrationControl.UnitView;
import dev.godwit.notely.account.Accounts;
import dev.godwit.notely.migration.Journey;
import dev.godwit.notely.note.Account;
import dev.godwit.notely.terminal.AccountView;
import dev.godwit.notely.terminal.MigrationView;
import dev.godwit.server.ServedMigration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes of accounts, units and migrations what people look at. Thread-safe. */
final class MigrationFeed {
    private static final int UNITS_MAX = 10_000;
    private static final int UNITS_SHOWN = 1_000;
    private static final int JOURNAL_SHOWN = 100;

    private final Accounts accounts;
    private final Optional<Journey> journey;
    private final NoteCounts counts;
    private final String first;

    /**
     * A feed.
     *
     * @param journey absent in workshop mode
     * @param first the store that has no name in an account's flags
     */
    MigrationFeed(Accounts accounts, Optional<Journey> journey, NoteCounts counts, String first) {
        this.accounts = accounts;
        this.journey = journey;
        this.counts = counts;
        this.first = first;
    }

    List<MigrationView> migrations() {
        return running().stream().map(MigrationFeed::view).toList();
    }

    private static MigrationView view(MigrationControl migration) {
        return new MigrationView(
                migration.status(),
                migration.units(UnitFilter.ALL, UNITS_MAX).stream()
                        .sorted(Comparator.comparing(unit -> !unit.phase().inFlight()))
                        .limit(UNITS_SHOWN)
                        .toList(),
                migration.journal(JOURNAL_SHOWN));
    }

    List<AccountView> accounts() {
        List<Account> all = accounts.all();
        counts.refresh(all.stream().map(Account::details).toList());
        Map<String, UnitView> units = new HashMap<>();
        // A unit that goes on in another migration is no longer one of the first.
        running()
                .forEach(migration -> migration
                        .units(UnitFilter.ALL, UNITS_MAX)
                        .forEach(unit -> units.put(unit.unit().value(), unit)));
        return all.stream().map(account -> view(account, units)).toList();
    }

    private AccountView view(Account account, Map<String, UnitView> units) {
        UnitView unit = units.get(account.id().toString());
        String place = account.shard().orElse(first);
        return new AccountView(
                account,
                Optional.ofNullable(unit).map(UnitView::phase),
                unit == null ? Flags.NONE : unit.flags(),
                unit == null ? place : unit.home().value(),
                counts.of(account.id()));
    }

    private List<ServedMigration> running() {
        return journey.map(Journey::migrations).orElse(List.of());
    }
}
