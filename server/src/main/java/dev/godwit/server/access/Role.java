package dev.godwit.server.access;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** What a token is for. A token can have several roles. */
public enum Role {
    /** Colleagues who want to know how far it is. */
    VIEWER,
    /** Those who run migrations. */
    OPERATOR,
    /** Those who answer for them. */
    APPROVER,
    /** Applications. */
    ROUTER;

    /** The roles that allow it. */
    static Stream<Role> with(Permission permission) {
        return Stream.of(values()).filter(role -> role.permissions().contains(permission));
    }

    /** What those may do who have it. */
    public Set<Permission> permissions() {
        return switch (this) {
            case VIEWER -> EnumSet.of(Permission.SEE);
            case OPERATOR -> EnumSet.of(Permission.SEE, Permission.SEE_NAMES, Permission.STEER);
            case APPROVER -> EnumSet.of(Permission.SEE, Permission.SEE_NAMES, Permission.APPROVE);
            case ROUTER -> EnumSet.of(Permission.ROUTE);
        };
    }
}
