package dev.godwit.server.internal.http;

import dev.godwit.server.access.Permission;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import java.util.Optional;

/**
 * One thing that the server answers.
 *
 * @param path with placeholders in braces
 * @param permission absent for what anybody may ask
 */
public record Route(Method method, String path, Optional<Permission> permission, Handler handler) {
    /** For those who may. */
    public Route(Method method, String path, Permission permission, Handler handler) {
        this(method, path, Optional.of(permission), handler);
    }
}
