package dev.godwit.engine.doctor;

import dev.godwit.core.DefaultFence;
import dev.godwit.core.Fence;
import dev.godwit.core.LockHolder;
import dev.godwit.core.MarkBacklog;
import dev.godwit.core.Role;
import dev.godwit.core.Store;
import dev.godwit.core.Store.Artefacts;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.UnitId;
import dev.godwit.engine.doctor.Diagnosis.StoreSight;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One store as it was found: facts, no judgements. */
record Examined(
        StoreFacts facts,
        Artefacts artefacts,
        Optional<DefaultFence> defaultFence,
        List<Fence> fences,
        List<MarkBacklog> marks,
        Set<LockHolder> holders) {

    /**
     * Asks a store. What can't be asked because a part of the installation is gone is left out.
     *
     * @throws dev.godwit.core.GodwitException when it does not answer
     */
    static Examined of(Store store) {
        StoreFacts facts = store.facts();
        Artefacts artefacts = store.artefacts();
        boolean tables = !artefacts.present().isEmpty()
                && artefacts.missing().stream().noneMatch(object -> object.startsWith("table "));
        if (!tables) {
            return new Examined(facts, artefacts, Optional.empty(), List.of(), List.of(), Set.of());
        }
        List<Fence> fences = store.fences().all();
        List<UnitId> moving =
                fences.stream().filter(Fence::inFlight).map(Fence::unit).toList();
        return new Examined(
                facts,
                artefacts,
                Optional.of(store.fences().readDefault()),
                fences,
                store.marks().backlog(),
                moving.isEmpty() ? Set.of() : store.fences().holders(moving));
    }

    String place() {
        return "store " + facts.store();
    }

    Optional<Fence> fence(UnitId unit) {
        return fences.stream().filter(fence -> fence.unit().equals(unit)).findFirst();
    }

    boolean inFlight() {
        return fences.stream().anyMatch(Fence::inFlight);
    }

    /** Whether units may live here, by their own fence or by default. */
    boolean isHomeOfSome() {
        return defaultFence.filter(fence -> fence.role() == Role.HOME).isPresent()
                || fences.stream().anyMatch(fence -> fence.role().answersReads());
    }

    StoreSight sight() {
        return new StoreSight(
                facts.store().value(),
                true,
                facts.database(),
                facts.version(),
                artefacts.present().size(),
                defaultFence.map(fence -> fence.role().name()),
                fences.stream()
                        .map(fence -> fence.role().name())
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())),
                fences.stream().filter(Fence::inFlight).count(),
                marks.stream().mapToLong(MarkBacklog::count).sum(),
                marks.stream()
                        .mapToLong(backlog -> backlog.oldest().toMillis())
                        .max()
                        .orElse(0),
                holders.stream().map(LockHolder::description).sorted().toList(),
                facts.preparedTransactions(),
                facts.longTransactions());
    }

    /** Its fences by unit. */
    static Map<UnitId, Fence> byUnit(Examined store) {
        return store.fences().stream().collect(Collectors.toMap(Fence::unit, Function.identity()));
    }
}
