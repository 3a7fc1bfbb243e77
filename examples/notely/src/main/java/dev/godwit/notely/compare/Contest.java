package dev.godwit.notely.compare;

import java.util.List;
import java.util.Optional;

/**
 * One journey with one strategy.
 *
 * @param strategy whose figures these are, as a flag names it
 * @param first what the old version of the proxy runs
 * @param second what the new version runs, beside the old one; absent for the same
 * @param source the store that every note should leave
 * @param shard the store that all accounts are told to move to; absent for the one that is meant when none is named
 * @param before the store in which all notes are at first, when that is another than the source
 */
record Contest(
        String strategy,
        String first,
        Optional<String> second,
        String source,
        Optional<String> shard,
        Optional<String> before) {
    private static final String LEGACY = "legacy";
    private static final String NEW = "new";
    private static final String SECOND = "second";
    private static final String LEGACY_ONLY = "legacy-only";
    private static final String NEW_ONLY = "new-only";

    static final String GODWIT = "godwit";

    /** The two that move nothing are here to show what the load costs without a migration. */
    static final List<Contest> ALL = List.of(
            toNewStore(LEGACY_ONLY, LEGACY_ONLY, Optional.of(LEGACY_ONLY)),
            toNewStore("migrate-on-update", LEGACY_ONLY, Optional.of("migrate-on-update")),
            toSecondShard(NEW_ONLY, NEW_ONLY, Optional.of(NEW_ONLY), Optional.empty()),
            toSecondShard("shard-on-update", NEW_ONLY, Optional.of("shard-on-update"), Optional.empty()),
            toNewStore(GODWIT, GODWIT, Optional.empty()),
            toSecondShard(GODWIT, GODWIT, Optional.empty(), Optional.of(LEGACY)));

    static Contest toNewStore(String strategy, String first, Optional<String> second) {
        return new Contest(strategy, first, second, LEGACY, Optional.empty(), Optional.empty());
    }

    private static Contest toSecondShard(
            String strategy, String first, Optional<String> second, Optional<String> before) {
        return new Contest(strategy, first, second, NEW, Optional.of(SECOND), before);
    }

    /** How many stores there are to move to. */
    int shards() {
        return shard.isPresent() ? 2 : 1;
    }

    /** For people. */
    String journey() {
        return source + " -> " + shard.orElse(NEW);
    }
}
