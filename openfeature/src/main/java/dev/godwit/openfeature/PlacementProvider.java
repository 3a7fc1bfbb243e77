package dev.godwit.openfeature;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.Placement;
import dev.godwit.core.UnitId;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.Metadata;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.Reason;
import dev.openfeature.sdk.Value;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a unit lives, as flags; the unit is the targeting key. {@code home} and {@code phase} are texts, {@code in-flight}
 * is a boolean, {@code home-is-STORE} is one for each store. For dashboards, support tools and switches beside the data:
 * it asks the control plane each time, and the answer may be old when it arrives, so never choose a database by it; that
 * is what the router is for. A default is given when the control plane does not answer. Thread-safe.
 */
public final class PlacementProvider implements FeatureProvider {
    private static final String HOME_IS = "home-is-";

    private final ControlPlane controlPlane;
    private final KeyspaceName keyspace;

    public PlacementProvider(ControlPlane controlPlane, KeyspaceName keyspace) {
        this.controlPlane = controlPlane;
        this.keyspace = keyspace;
    }

    @Override
    public Metadata getMetadata() {
        return () -> "godwit placements of " + keyspace;
    }

    @Override
    public ProviderEvaluation<Boolean> getBooleanEvaluation(
            String key, Boolean defaultValue, @Nullable EvaluationContext context) {
        if (key.equals("in-flight")) {
            return evaluate(
                    defaultValue, context, placement -> placement.phase().inFlight());
        }
        if (key.startsWith(HOME_IS)) {
            String store = key.substring(HOME_IS.length());
            return evaluate(
                    defaultValue, context, placement -> placement.home().value().equals(store));
        }
        return unknown(key, defaultValue);
    }

    @Override
    public ProviderEvaluation<String> getStringEvaluation(
            String key, String defaultValue, @Nullable EvaluationContext context) {
        return switch (key) {
            case "home" ->
                evaluate(defaultValue, context, placement -> placement.home().value());
            case "phase" ->
                evaluate(defaultValue, context, placement -> placement.phase().name());
            default -> unknown(key, defaultValue);
        };
    }

    @Override
    public ProviderEvaluation<Integer> getIntegerEvaluation(
            String key, Integer defaultValue, @Nullable EvaluationContext context) {
        return unknown(key, defaultValue);
    }

    @Override
    public ProviderEvaluation<Double> getDoubleEvaluation(
            String key, Double defaultValue, @Nullable EvaluationContext context) {
        return unknown(key, defaultValue);
    }

    @Override
    public ProviderEvaluation<Value> getObjectEvaluation(
            String key, Value defaultValue, @Nullable EvaluationContext context) {
        return unknown(key, defaultValue);
    }

    private <T> ProviderEvaluation<T> evaluate(
            T defaultValue, @Nullable EvaluationContext context, Function<Placement, T> flag) {
        String unit = context == null ? null : context.getTargetingKey();
        if (unit == null || unit.isEmpty()) {
            return failed(defaultValue, ErrorCode.TARGETING_KEY_MISSING, "the unit is the targeting key");
        }
        try {
            return ProviderEvaluation.<T>builder()
                    .value(flag.apply(controlPlane.placement(keyspace, UnitId.of(unit))))
                    .reason(Reason.TARGETING_MATCH.name())
                    .build();
        } catch (GodwitException e) {
            return failed(defaultValue, ErrorCode.GENERAL, e.describe());
        }
    }

    private static <T> ProviderEvaluation<T> unknown(String key, T defaultValue) {
        return failed(defaultValue, ErrorCode.FLAG_NOT_FOUND, "there is no flag " + key + " of this type");
    }

    private static <T> ProviderEvaluation<T> failed(T defaultValue, ErrorCode code, String message) {
        return ProviderEvaluation.<T>builder()
                .value(defaultValue)
                .reason(Reason.ERROR.name())
                .errorCode(code)
                .errorMessage(message)
                .build();
    }
}
