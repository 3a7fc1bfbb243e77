package dev.godwit.server.access;

import java.util.Set;

/** What a token is for. A token can have several roles. */
public enum Role {
    /** Colleagues who want to know how far it is. */
    VIEWER(Set.of(Permission.SEE)),
    /** Those who run migrations. */
    OPERATOR(Set.of(Permission.SEE, Permission.SEE_NAMES, Permission.STEER)),
    /** Those who answer for them. */
    APPROVER(Set.of(Permission.SEE, Permission.SEE_NAMES, Permission.APPROVE)),
    /** Applications. */
    ROUTER(Set.of(Permission.ROUTE));

    private final Set<Permission> permissions;

    Role(Set<Permission> permissions) {
        this.permissions = permissions;
    }

    public Set<Permission> permissions() {
        return permissions;
    }
}
