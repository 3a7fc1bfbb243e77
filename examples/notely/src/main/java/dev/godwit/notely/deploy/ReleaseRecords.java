package dev.godwit.notely.deploy;

import dev.godwit.core.GodwitException;
import dev.godwit.engine.WorkflowEnd;
import dev.godwit.engine.Workflows;
import dev.godwit.rollout.InterruptedRelease;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The records of releases, also of those that an earlier process did not bring to an end. Thread-safe. */
final class ReleaseRecords {
    private static final Logger LOG = LoggerFactory.getLogger(ReleaseRecords.class);
    private static final String RELEASE = "release-";

    private final Workflows workflows;

    ReleaseRecords(Workflows workflows) {
        this.workflows = workflows;
    }

    /** The name of the release of a version. */
    static String name(int version) {
        return RELEASE + version;
    }

    /** The highest version that was ever released; 0 when none was. */
    int newest() {
        return names().stream()
                .mapToInt(name -> Integer.parseInt(name.substring(RELEASE.length())))
                .max()
                .orElse(0);
    }

    /** Those that have not ended; asked when nothing is under way, these are the interrupted ones. */
    List<String> open() {
        return names().stream().filter(name -> !workflows.status(name).ended()).toList();
    }

    /**
     * Ends the record of a release that was interrupted: its proxies ended with the process that had started them. Takes as
     * long as that process might still be alive for all that its record says.
     */
    void endInterrupted(String name) {
        try {
            workflows.undo(name, "interrupted: Notely ended, and its proxies with it");
            WorkflowEnd end = workflows.run(InterruptedRelease.of(name));
            LOG.info("{}, which was interrupted, ended: {}", name, end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (GodwitException e) {
            LOG.warn("{}, which was interrupted, stays open: {}", name, e.describe());
        }
    }

    private List<String> names() {
        return workflows.names().stream()
                .filter(name -> name.matches(RELEASE + "[0-9]{1,9}"))
                .toList();
    }
}
