package dev.godwit.simulation.internal.mutation;

import dev.godwit.simulation.internal.Mutation;
import dev.godwit.testkit.StoreLaws;
import dev.godwit.testkit.StoreLaws.Durability;
import dev.godwit.testkit.StoreObserver.Author;

/** Changes of fences and what movers write are committed asynchronously. */
final class LostCommit implements Mutation {
    @Override
    public StoreLaws laws(StoreLaws real) {
        Durability onlyForApplications = author -> author == Author.APPLICATION;
        return real.with(onlyForApplications);
    }
}
