package dev.godwit.server.internal.http;

import java.net.URI;

/** Which server answers what only the one that leads can answer. */
public sealed interface Leader {
    /** This one. */
    record Here() implements Leader {}

    /** Another one. */
    record Elsewhere(URI address) implements Leader {}

    /** Nobody shows signs of life, or a server has just begun to lead and is not ready. */
    record Unknown() implements Leader {}
}
