package dev.godwit.openfeature;

import dev.godwit.core.UnitId;
import dev.godwit.router.Units;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.Hook;
import dev.openfeature.sdk.HookContext;
import dev.openfeature.sdk.ImmutableContext;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the unit that is bound in this thread the targeting key of flags, where the caller has named none: code that runs
 * for a unit gets the flags of its unit, by the same bucketing that chose its wave. Does nothing while no unit, or more
 * than one, is bound. Thread-safe.
 */
public final class UnitHook implements Hook<Object> {
    @Override
    public Optional<EvaluationContext> before(HookContext<Object> context, Map<String, Object> hints) {
        Set<UnitId> bound = Units.bound();
        String named = context.getCtx().getTargetingKey();
        return bound.size() == 1 && (named == null || named.isEmpty())
                ? Optional.of(new ImmutableContext(bound.iterator().next().value()))
                : Optional.empty();
    }
}
