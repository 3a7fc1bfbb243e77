package dev.godwit.client.wire;

/** Where the control plane answers, below its address. */
public final class Paths {
    public static final String ROOT = "/api/v1";
    public static final String ROUTERS = ROOT + "/routers";
    public static final String RENEWALS = "/renewals";
    public static final String PLACEMENTS = ROOT + "/placements";
    public static final String MIGRATIONS = ROOT + "/migrations";
    public static final String STATUS = ROOT + "/status";
    public static final String UNITS = ROOT + "/units";
    public static final String COMMANDS = ROOT + "/commands";
    public static final String JOURNAL = ROOT + "/journal";
    public static final String HEALTH = ROOT + "/health";

    private Paths() {}
}
