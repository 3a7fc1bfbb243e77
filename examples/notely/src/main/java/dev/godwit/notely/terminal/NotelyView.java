package dev.godwit.notely.terminal;

import java.time.Instant;
import java.util.List;

/**
 * Everything that the pages show at one moment, but for the logs, which have a buffer of their own. Immutable.
 *
 * @param mode how notes are routed, such as {@code godwit} or {@code workshop: legacy-only}
 * @param address where the REST API listens, such as {@code http://127.0.0.1:8080}
 * @param at when this was seen
 * @param accounts in the order in which they are shown
 * @param migrations those that are under way, in the order in which they came; none in the workshop
 */
public record NotelyView(
        String mode,
        String address,
        Instant at,
        TrafficView traffic,
        DeploymentView deployment,
        List<AccountView> accounts,
        List<MigrationView> migrations) {
    public NotelyView {
        accounts = List.copyOf(accounts);
        migrations = List.copyOf(migrations);
    }
}
