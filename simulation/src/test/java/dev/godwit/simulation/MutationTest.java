package dev.godwit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.simulation.MutationHunt.Catch;
import dev.godwit.simulation.internal.mutation.Mutations;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rule that is taken away has to be noticed; otherwise the simulation is missing something. */
class MutationTest {
    private static final long FIRST_SEED = 1;

    /** These are seen soon. */
    @ParameterizedTest
    @ValueSource(strings = {"nofence", "nodirty", "noseq", "nostrict", "stalerenew", "seqreuse", "foreignrow"})
    void it_is_noticed_at_once(String mutation) {
        assertNoticed(mutation, 25);
    }

    /** These need an unlucky moment: a stalled server, a lost answer, a second coordinator. */
    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"nofreezewait", "noack", "latefreeze", "nocas", "tail", "lostcommit"})
    void it_is_noticed_in_time(String mutation) {
        assertNoticed(mutation, 400);
    }

    /** The model in module spec has a counterexample for each but moverplain, for which module jdbc has a test. */
    @Test
    void these_are_too_rare_for_chance() {
        Set<String> rest = new TreeSet<>(Mutations.ALL.keySet());
        rest.removeAll(Set.of("nofence", "nodirty", "noseq", "nostrict", "stalerenew", "seqreuse", "foreignrow"));
        rest.removeAll(Set.of("nofreezewait", "noack", "latefreeze", "nocas", "tail", "lostcommit"));
        assertThat(rest).containsExactly("mirrorread", "moverplain", "nobump", "notoken", "unsealed");
    }

    private static void assertNoticed(String mutation, long most) {
        Optional<Catch> found = new MutationHunt(FIRST_SEED, most).hunt(mutation);
        assertThat(found).as("%s among %d seeds", mutation, most).isPresent();
    }
}
