package dev.godwit.notely.proxy;

/** The process of a data proxy. */
public final class ProxyMain {
    private ProxyMain() {}

    /**
     * Serves until the standard input ends or the process is told to end (SIGTERM); what is under way then is answered.
     *
     * @return the exit code of the process: 0, or 1 when it could not start, with the reason on the standard error output
     */
    public static int run(ProxyOptions options) {
        System.err.println("proxy " + options.id() + ": nothing is served yet");
        return 1;
    }
}
