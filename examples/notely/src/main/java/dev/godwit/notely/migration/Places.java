package dev.godwit.notely.migration;

import dev.godwit.core.Epoch;
import dev.godwit.core.Phase;
import dev.godwit.core.Placement;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where all units were at one moment. Immutable. */
public final class Places {
    private final StoreName defaultHome;
    private final Map<UnitId, Placement> known;

    Places(StoreName defaultHome, List<Placement> known) {
        this.defaultHome = defaultHome;
        this.known = known.stream().collect(Collectors.toMap(Placement::unit, Function.identity()));
    }

    /** Where a unit was. */
    public Placement of(UnitId unit) {
        Placement placement = known.get(unit);
        return placement == null
                ? new Placement(unit, defaultHome, Optional.empty(), Phase.SETTLED, Epoch.ZERO, 0)
                : placement;
    }
}
