package dev.godwit.engine.internal;

import dev.godwit.core.Plan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Of what must stay the same while a migration runs; deadlines, budgets and passwords may change. Pure. */
public final class PlanDigest {
    private PlanDigest() {}

    /** The SHA-256 of a plan's stores, entities, waves, ranges of keys and way back. */
    public static String of(Plan plan) {
        String essence = plan.keyspace() + "|" + plan.migration() + "|" + plan.source() + "|" + plan.target() + "|"
                + plan.stores().stream()
                        .map(store -> store.name() + "=" + store.url())
                        .toList() + "|"
                + plan.waves().stream()
                        .map(wave -> wave.name() + "=" + wave.units())
                        .toList()
                + (plan.keys() == Plan.Keys.RANGES ? "|" + plan.keys() : "")
                + (plan.cutover().wayBack() ? "" : "|no way back")
                + plan.spread().map(spread -> "|" + spread).orElse("");
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(essence.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
