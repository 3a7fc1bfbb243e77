package dev.godwit.server.plan;

/** What a plan may say one day, refused by name instead of ignored. */
final class NotYet {
    private NotYet() {}

    static void refuse(Section plan) {
        refuseUnless(plan, "newUnits", "source", "new units are born in the source");
    }

    private static void refuseUnless(Section plan, String key, String supported, String meaning) {
        plan.optional(key)
                .ifPresent(value -> value.text()
                        .filter(text -> !text.equals(supported))
                        .ifPresent(text -> value.notSupported("'" + key + ": " + text + "' is not supported yet; "
                                + meaning + " ('" + key + ": " + supported + "')")));
    }
}
