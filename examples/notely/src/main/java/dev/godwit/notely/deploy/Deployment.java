package dev.godwit.notely.deploy;

import dev.godwit.notely.note.NoteService;
import dev.godwit.notely.proxy.ProxyClient;
import dev.godwit.notely.strategy.StrategyName;
import dev.godwit.rollout.Release;
import dev.godwit.rollout.ServiceVersion;
import java.util.Optional;

/** One version on its way in, and the one that it replaces if there is one. */
record Deployment(Deployed next, Optional<Deployed> previous, Release<NoteService> release) {
    /** A version of the proxy and how it finds notes. */
    record Deployed(ServiceVersion<NoteService> proxy, StrategyName strategy) {
        int version() {
            return Integer.parseInt(proxy.version());
        }

        /** Lets go of a proxy that is stopped. */
        void disconnect() {
            if (proxy.service() instanceof ProxyClient client) {
                client.close();
            }
        }
    }

    /** Whether the new version is the one to show first: it is Ready, and nobody has taken it back. */
    boolean nextLeads() {
        return switch (release.status().state()) {
            case OBSERVING, HANDING_OVER, DONE -> true;
            case WAITING, LAUNCHING, TAKING_BACK, TAKEN_BACK -> false;
        };
    }

    /** The version that stays when all is over as it is now. */
    Optional<Deployed> leader() {
        return nextLeads() ? Optional.of(next) : previous;
    }

    Optional<Deployed> other() {
        return nextLeads() ? previous : Optional.of(next);
    }
}
