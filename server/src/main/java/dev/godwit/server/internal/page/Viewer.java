package dev.godwit.server.internal.page;

import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.server.access.Identity;
import dev.godwit.server.access.Permission;
import io.helidon.webserver.http.ServerRequest;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who looks at a page.
 *
 * @param csrf what a form must send back; empty where no session has to be protected
 */
public record Viewer(Identity identity, String csrf) {
    /** Somebody of whom nothing is known, and who may do nothing. */
    static final Viewer NOBODY = new Viewer(new Identity("", Set.of(), false), "");

    /** Who has sent a request: the one place that knows. */
    static Viewer of(ServerRequest request) {
        Identity identity = request.context().get(Identity.class).orElseThrow();
        return new Viewer(identity, "");
    }

    /** The same, also of somebody who has not got in. */
    static Viewer ofAnybody(ServerRequest request) {
        return request.context()
                .get(Identity.class)
                .map(identity -> new Viewer(identity, ""))
                .orElse(NOBODY);
    }

    /** What the viewer may do: viewers with the same rights see the same page, which is rendered once for all of them. */
    Set<Permission> rights() {
        return Arrays.stream(Permission.values()).filter(identity::may).collect(Collectors.toUnmodifiableSet());
    }

    public boolean may(CommandKind kind) {
        return identity.may(Permission.of(kind));
    }

    public boolean seesNames() {
        return identity.may(Permission.SEE_NAMES);
    }

    public boolean maySendPlans() {
        return identity.may(Permission.STEER);
    }
}
