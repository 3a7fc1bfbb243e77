package dev.godwit.server.access;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who sends a request.
 *
 * @param name as it stands in the journal and the audit log
 * @param authenticated whether a token has proved it; otherwise anybody on this machine may claim it
 */
public record Identity(String name, Set<Role> roles, boolean authenticated) {
    public Identity {
        roles = Set.copyOf(roles);
    }

    /** Anybody on this machine, where no tokens have been made: may do everything, under the name that they give. */
    public static Identity local(String name) {
        return new Identity(name, EnumSet.allOf(Role.class), false);
    }

    public boolean may(Permission permission) {
        return roles.stream().anyMatch(role -> role.permissions().contains(permission));
    }

    /** @throws GodwitException with {@link ErrorCode#NOT_ALLOWED} when none of the roles allows it */
    public void require(Permission permission) {
        if (!may(permission)) {
            throw new GodwitException(
                    ErrorCode.NOT_ALLOWED,
                    "'" + name + "' is " + inWords() + ", and this needs the permission " + permission);
        }
    }

    private String inWords() {
        return roles.stream()
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(" and "));
    }
}
