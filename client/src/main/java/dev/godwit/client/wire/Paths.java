package dev.godwit.client.wire;

/** Where the control plane answers, below its address. */
public final class Paths {
    public static final String ROOT = "/api/v1";
    public static final String ROUTERS = ROOT + "/routers";
    public static final String RENEWALS = "/renewals";
    public static final String PLACEMENTS = ROOT + "/placements";
    public static final String PLANS = ROOT + "/plans";
    public static final String INSPECTIONS = PLANS + "/inspections";
    public static final String MIGRATIONS = ROOT + "/migrations";
    public static final String KEYSPACES = ROOT + "/keyspaces";
    public static final String UNITS = "/units";
    public static final String LATENCY = "/latency";
    public static final String COMMANDS = "/commands";
    public static final String REQUESTS = "/requests";
    public static final String AUDIT = ROOT + "/audit";
    public static final String JOURNAL = "/journal";
    public static final String EVENTS = "/events";
    public static final String PLAN = "/plan";
    public static final String RUNBOOK = "/runbook";
    public static final String DOCUMENTS = "/documents";
    public static final String HEALTH = ROOT + "/health";
    public static final String DESCRIPTION = ROOT + "/openapi.yaml";

    /** Where Prometheus looks by default. */
    public static final String METRICS = "/metrics";

    private Paths() {}

    /** Where one migration answers. */
    public static String migration(String name) {
        return MIGRATIONS + "/" + name;
    }
}
