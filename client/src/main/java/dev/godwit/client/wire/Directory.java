package dev.godwit.client.wire;

import dev.godwit.core.ControlPlane.Registration;
import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Phase;
import dev.godwit.core.Placement;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to a router that registers. There may be a million placements and few places, so each place is told once, with
 * the units that have it.
 *
 * @param groups in no order
 */
public record Directory(
        StoreName defaultHome, Duration leaseLength, Duration renewEvery, long revision, List<Group> groups) {
    /** Where units live, and how their move stands. */
    private record Place(StoreName home, Optional<StoreName> mirror, Phase phase) {}

    /**
     * The units of one place.
     *
     * @param epochs of the units, in their order
     * @param revisions of the units, in their order
     */
    public record Group(
            StoreName home,
            Optional<StoreName> mirror,
            Phase phase,
            List<UnitId> units,
            long[] epochs,
            long[] revisions) {
        public Group {
            if (epochs.length != units.size() || revisions.length != units.size()) {
                throw new GodwitException(
                        ErrorCode.INVALID_REQUEST,
                        units.size() + " units with " + epochs.length + " epochs and " + revisions.length
                                + " revisions");
            }
        }

        private static Group of(Place place, List<Placement> placements) {
            return new Group(
                    place.home(),
                    place.mirror(),
                    place.phase(),
                    placements.stream().map(Placement::unit).toList(),
                    placements.stream()
                            .mapToLong(placement -> placement.epoch().value())
                            .toArray(),
                    placements.stream().mapToLong(Placement::revision).toArray());
        }
    }

    public static Directory of(Registration registration) {
        Map<Place, List<Placement>> places = new LinkedHashMap<>();
        for (Placement placement : registration.placements()) {
            Place place = new Place(placement.home(), placement.mirror(), placement.phase());
            places.computeIfAbsent(place, each -> new ArrayList<>()).add(placement);
        }
        return new Directory(
                registration.defaultHome(),
                registration.leaseLength(),
                registration.renewEvery(),
                registration.revision(),
                places.entrySet().stream()
                        .map(entry -> Group.of(entry.getKey(), entry.getValue()))
                        .toList());
    }

    /** What was told, in another order. Equal parts of placements are one object, for a router keeps them all. */
    public Registration registration() {
        Map<Long, Epoch> epochs = new HashMap<>();
        List<Placement> placements = new ArrayList<>();
        for (Group group : groups) {
            for (int i = 0; i < group.units().size(); i++) {
                placements.add(new Placement(
                        group.units().get(i),
                        group.home(),
                        group.mirror(),
                        group.phase(),
                        epochs.computeIfAbsent(group.epochs()[i], Epoch::new),
                        group.revisions()[i]));
            }
        }
        return new Registration(defaultHome, leaseLength, renewEvery, revision, placements);
    }
}
