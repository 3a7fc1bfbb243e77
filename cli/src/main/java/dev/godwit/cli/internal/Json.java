package dev.godwit.cli.internal;

import dev.godwit.client.wire.WireFormat;
import java.nio.charset.StandardCharsets;

/** What {@code --json} prints: the same records that people see, in the form that HTTP has too, one line each. */
public final class Json {
    private static final WireFormat FORMAT = WireFormat.lenient();

    private Json() {}

    public static String line(Object value) {
        return new String(FORMAT.write(value), StandardCharsets.UTF_8);
    }
}
