package dev.godwit.spec.internal.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A rule that is taken away, in the smallest model that notices.
 *
 * @param size in which the counterexample comes soon
 */
public record Mutation(Rule rule, NamedModel model, Size size) {
    public static Mutation of(Rule rule) {
        return switch (rule) {
            // Two writes are needed to see a mover that comes late.
            case NOSEQ, NOTOKEN -> new Mutation(rule, Models.MOVE, Size.of("writes=2,phases=2,tokens=2,epochs=2"));
            case NOFENCE,
                    NOFREEZEWAIT,
                    NODIRTY,
                    NOBUMP,
                    NOACK,
                    NOSTRICT,
                    STALERENEW,
                    LATEFREEZE,
                    MIRRORREAD,
                    UNSEALED -> new Mutation(rule, Models.MOVE, Size.of("writes=1,phases=2,tokens=3,epochs=3"));
            case NOCAS, NOVOID, HALFLOOK ->
                new Mutation(rule, Models.COORDINATORS, Size.of("writes=1,attempts=1,back=0"));
            case MOVERPLAIN, SEQREUSE, TAIL ->
                new Mutation(rule, Models.COPY, Size.of("writes=2,keys=2,chunk=2,tokens=2"));
            case ROLEAFTER -> new Mutation(rule, Models.UNITS, Size.of("writes=2,apart=0"));
            case FOREIGNROW -> new Mutation(rule, Models.UNITS, Size.of("writes=2,apart=1"));
            case LOSTCOMMIT, NOFLUSH, NOCHECK ->
                new Mutation(rule, Models.LOSS, Size.of("writes=1,losses=1,attempts=1,tokens=2"));
            case OLDNUMBERS -> new Mutation(rule, Models.LOSS, Size.of("writes=2,losses=1,attempts=0,tokens=2"));
            case BLINDRESTORE -> new Mutation(rule, Models.COORDINATORS, Size.of("writes=0,attempts=2,back=1"));
            case ADOPT -> new Mutation(rule, Models.COORDINATORS, Size.of("writes=1,attempts=2,back=0"));
        };
    }

    /**
     * The mutation with that name.
     *
     * @throws IllegalArgumentException when there is none; the message names all
     */
    public static Mutation named(String name) {
        return Arrays.stream(Rule.values())
                .filter(rule -> rule.toString().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(Mutation::of)
                .orElseThrow(() -> new IllegalArgumentException("there is no mutation '" + name + "'; there are "
                        + Arrays.stream(Rule.values()).map(Rule::toString).collect(Collectors.joining(", "))));
    }
}
