package dev.godwit.server.plan;

import java.util.Map;

/** What a plan can't have whose units go to several stores or come from several. */
final class SpreadLimits {
    private static final Map<String, String> WITHOUT = Map.of(
            "reference", "copy reference tables with a migration to each store first",
            "rehearsal", "rehearse with a plan that names one of the stores in 'move.to'");

    private SpreadLimits() {}

    static void require(Section plan) {
        WITHOUT.forEach((key, instead) -> plan.optional(key).ifPresent(value -> unsupported(value, instead)));
        refuse(plan, "keys", "ranges", "have the application make keys that no other store makes");
        refuse(plan, "newUnits", "target", "leave it out: units born meanwhile go where the policy says at finalize");
    }

    private static void refuse(Section plan, String key, String text, String instead) {
        plan.optional(key)
                .filter(value -> value.node() instanceof YamlNode.Scalar scalar
                        && scalar.text().equals(text))
                .ifPresent(value -> unsupported(value, instead));
    }

    private static void unsupported(Value value, String instead) {
        value.notSupported("'" + value.path() + "' is not supported yet where units go to several stores; " + instead);
    }
}
