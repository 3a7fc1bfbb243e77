package dev.godwit.server.access;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who sends a request.
 *
 * @param name as it stands in the journal and the audit log
 * @param authenticated whether a token has proved it; otherwise anybody on this machine may claim it
 * @param withheld what the server's settings keep from everybody, whatever their roles
 */
public record Identity(String name, Set<Role> roles, boolean authenticated, Set<Permission> withheld) {
    public Identity {
        roles = Set.copyOf(roles);
        withheld = Set.copyOf(withheld);
    }

    /** Somebody who may do all that their roles allow. */
    public Identity(String name, Set<Role> roles, boolean authenticated) {
        this(name, roles, authenticated, Set.of());
    }

    /** Anybody on this machine, where no tokens have been made: may do everything, under the name that they give. */
    public static Identity local(String name) {
        return new Identity(name, EnumSet.allOf(Role.class), false);
    }

    /** The same without these permissions. */
    Identity without(Set<Permission> permissions) {
        return new Identity(name, roles, authenticated, permissions);
    }

    public boolean may(Permission permission) {
        return !withheld.contains(permission)
                && roles.stream().anyMatch(role -> role.permissions().contains(permission));
    }

    /** @throws GodwitException with {@link ErrorCode#NOT_ALLOWED} when no role allows it, or the settings withhold it */
    public void require(Permission permission) {
        if (!may(permission)) {
            throw new GodwitException(
                    ErrorCode.NOT_ALLOWED,
                    withheld.contains(permission)
                            ? "this server keeps the permission " + permission + " from everybody"
                            : "'" + name + "' is " + inWords(roles.stream(), " and ") + ", and this needs the role "
                                    + inWords(Role.with(permission), " or "));
        }
    }

    private static String inWords(Stream<Role> roles, String between) {
        return roles.map(role -> role.name().toLowerCase(Locale.ROOT)).sorted().collect(Collectors.joining(between));
    }
}
