package dev.godwit.cli.internal;

import dev.godwit.core.MigrationControl.UnitView;
import dev.godwit.core.WaveName;
import dev.godwit.server.words.Figures;
import java.util.List;
import java.util.Locale;

/** Units as a table. Pure. */
public final class UnitsPage {
    private UnitsPage() {}

    public static List<String> render(List<UnitView> units) {
        if (units.isEmpty()) {
            return List.of("No such unit.");
        }
        return Table.render(
                List.of("unit", "wave", "phase", "home", "epoch", "copied", "verified", "pause", ""),
                units.stream().map(UnitsPage::row).toList());
    }

    private static List<String> row(UnitView unit) {
        return List.of(
                unit.unit().value(),
                unit.wave().map(WaveName::value).orElse(""),
                unit.phase().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                unit.home().value(),
                Figures.count(unit.epoch()),
                Figures.count(unit.rowsCopied()),
                Figures.count(unit.rowsVerified()),
                unit.lastPauseMillis().map(Figures::millis).orElse(""),
                unit.flags()
                        .attention()
                        .map(reason -> "attention: " + reason)
                        .or(() -> unit.flags().paused().map(reason -> "paused: " + reason))
                        .orElse(""));
    }
}
