package dev.godwit.simulation.internal.mutation;

import dev.godwit.simulation.internal.Mutation;
import dev.godwit.testkit.StoreLaws;
import dev.godwit.testkit.StoreLaws.Ownership;

/** Rows are applied by key alone, whoever they belong to. */
final class ForeignRow implements Mutation {
    @Override
    public StoreLaws laws(StoreLaws real) {
        Ownership everybody = (existing, unit) -> true;
        return real.with(everybody);
    }
}
