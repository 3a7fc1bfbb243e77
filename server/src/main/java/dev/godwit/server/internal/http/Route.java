package dev.godwit.server.internal.http;

import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;

/**
 * One thing that the server answers.
 *
 * @param path with placeholders in braces
 */
record Route(Method method, String path, Handler handler) {}
