package dev.godwit.notely.deploy;

import dev.godwit.notely.strategy.StrategyName;
import dev.godwit.rollout.ReleaseKind;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What can be asked for, as a message says it. */
final class Choices {
    private Choices() {}

    static String rollouts() {
        return Arrays.stream(ReleaseKind.values()).map(ReleaseKind::text).collect(Collectors.joining(", "));
    }

    static String strategies() {
        return Arrays.stream(StrategyName.values()).map(StrategyName::text).collect(Collectors.joining(", "));
    }
}
