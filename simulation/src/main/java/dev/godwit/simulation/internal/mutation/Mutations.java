package dev.godwit.simulation.internal.mutation;

import dev.godwit.simulation.internal.Mutation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** All mutations by the names that the move protocol gives them; each run gets its own. */
public final class Mutations {
    public static final Map<String, Supplier<Mutation>> ALL = all();

    private Mutations() {}

    /**
     * A fresh mutation.
     *
     * @param name of the mutation; empty for none
     * @throws IllegalArgumentException when there is none of that name
     */
    public static Mutation named(String name) {
        if (name.isEmpty()) {
            return Mutation.NONE;
        }
        Supplier<Mutation> found = ALL.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no mutation " + name + "; there are " + ALL.keySet());
        }
        return found.get();
    }

    private static Map<String, Supplier<Mutation>> all() {
        Map<String, Supplier<Mutation>> all = new LinkedHashMap<>();
        all.put("nofence", NoFence::new);
        all.put("nofreezewait", NoFreezeWait::new);
        all.put("nodirty", NoDirty::new);
        all.put("noseq", NoSeq::new);
        all.put("notoken", NoToken::new);
        all.put("nobump", NoBump::new);
        all.put("noack", NoAck::new);
        all.put("nostrict", NoStrict::new);
        all.put("stalerenew", StaleRenew::new);
        all.put("latefreeze", LateFreeze::new);
        all.put("mirrorread", MirrorRead::new);
        all.put("unsealed", Unsealed::new);
        all.put("moverplain", MoverPlain::new);
        all.put("nocas", NoCas::new);
        all.put("seqreuse", SeqReuse::new);
        all.put("tail", Tail::new);
        all.put("foreignrow", ForeignRow::new);
        all.put("lostcommit", LostCommit::new);
        all.put("groupmarks", GroupMarks::new);
        all.put("groupunheard", GroupUnheard::new);
        return all;
    }
}
