package dev.godwit.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.UnitLifecycle.Decision;
import dev.godwit.core.UnitLifecycle.Transition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnitLifecycleTest {
    @Test
    void everyPairOfStateAndEventIsEitherAnEdgeOrRefused() {
        int edges = 0;
        for (Phase phase : Phase.values()) {
            for (Side home : Side.values()) {
                for (UnitEvent event : UnitEvent.values()) {
                    edges += decides(new UnitState(phase, home), event) ? 1 : 0;
                }
            }
        }
        assertThat(edges).isEqualTo(UnitLifecycle.transitions().size());
    }

    private static boolean decides(UnitState state, UnitEvent event) {
        Optional<Transition> edge = UnitLifecycle.transitions().stream()
                .filter(transition -> transition.from().equals(state) && transition.event() == event)
                .findFirst();
        if (edge.isEmpty()) {
            assertThatThrownBy(() -> UnitLifecycle.decide(state, event))
                    .isInstanceOf(ForbiddenTransitionException.class)
                    .hasMessageContaining(state.toString())
                    .hasMessageContaining(event.name());
            return false;
        }
        assertThat(UnitLifecycle.decide(state, event))
                .isEqualTo(new Decision(edge.get().to(), edge.get().commands()));
        assertThat(edge.get().commands()).isNotEmpty();
        return true;
    }

    @Test
    void noStateHasTwoEdgesForOneEvent() {
        Set<String> seen = new HashSet<>();
        for (Transition transition : UnitLifecycle.transitions()) {
            assertThat(seen.add(transition.from() + " " + transition.event())).isTrue();
        }
    }

    @Test
    void everyStateCanComeToRest() {
        Set<UnitState> atRest =
                Set.of(new UnitState(Phase.SETTLED, Side.SOURCE), new UnitState(Phase.SETTLED, Side.TARGET));
        for (Transition transition : UnitLifecycle.transitions()) {
            assertThat(reachable(transition.to())).containsAnyElementsOf(atRest);
        }
    }

    @Test
    void theHomeChangesOnlyByPromotion() {
        for (Transition transition : UnitLifecycle.transitions()) {
            boolean changed = transition.from().home() != transition.to().home();
            assertThat(changed).as(transition.toString()).isEqualTo(transition.event() == UnitEvent.PROMOTED);
        }
    }

    @Test
    void afterFinalizeThereIsNoWayBack() {
        assertThat(reachable(new UnitState(Phase.SETTLED, Side.TARGET)))
                .containsExactly(new UnitState(Phase.SETTLED, Side.TARGET));
    }

    private static Set<UnitState> reachable(UnitState from) {
        Set<UnitState> reached = new HashSet<>(Set.of(from));
        Deque<UnitState> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            UnitState state = open.poll();
            for (Transition transition : UnitLifecycle.transitions()) {
                if (transition.from().equals(state) && reached.add(transition.to())) {
                    open.add(transition.to());
                }
            }
        }
        return reached;
    }
}
