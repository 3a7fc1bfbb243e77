package dev.godwit.client.wire;

import dev.godwit.core.EntityName;
import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationName;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * JSON of the records of the core: names and units as text, epochs as numbers, durations and instants in ISO-8601, what
 * is absent as {@code null}. Thread-safe.
 */
public final class WireFormat {
    private static final int DEEPEST_NESTING = 32;

    private final JsonMapper json;

    private WireFormat(boolean strict) {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST_NESTING)
                        .build())
                .build();
        json = JsonMapper.builder(factory)
                .addModule(vocabulary())
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, strict)
                .configure(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, true)
                .configure(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES, true)
                .configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, true)
                .build();
    }

    /** For answers: fields that a newer server has added are skipped. */
    public static WireFormat lenient() {
        return new WireFormat(false);
    }

    /** For requests: a misspelled field is refused, because without it the request means something else. */
    public static WireFormat strict() {
        return new WireFormat(true);
    }

    public byte[] write(Object value) {
        return json.writeValueAsBytes(value);
    }

    /**
     * Reads one value.
     *
     * @throws GodwitException with {@link ErrorCode#INVALID_REQUEST}, or the code of a name of a wrong form; the message
     *     names the field
     */
    public <T> T read(byte[] body, Class<T> type) {
        try {
            T value = json.readValue(body, type);
            if (value == null) {
                throw new GodwitException(ErrorCode.INVALID_REQUEST, "the body is null");
            }
            return value;
        } catch (JacksonException e) {
            throw refused(e);
        }
    }

    private static GodwitException refused(JacksonException failure) {
        String path = JsonPath.of(failure);
        String place = path.isEmpty() ? "" : path + ": ";
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof GodwitException refusal) {
                return new GodwitException(refusal.code(), place + refusal.getMessage(), failure);
            }
        }
        return new GodwitException(ErrorCode.INVALID_REQUEST, place + JsonFault.inWords(failure), failure);
    }

    private static SimpleModule vocabulary() {
        SimpleModule module = new SimpleModule("godwit");
        TextForm.register(module, KeyspaceName.class, KeyspaceName::value, KeyspaceName::new);
        TextForm.register(module, MigrationName.class, MigrationName::value, MigrationName::new);
        TextForm.register(module, StoreName.class, StoreName::value, StoreName::new);
        TextForm.register(module, EntityName.class, EntityName::value, EntityName::new);
        TextForm.register(module, WaveName.class, WaveName::value, WaveName::new);
        TextForm.register(module, UnitId.class, UnitId::value, UnitId::new);
        NumberForm.register(module, Epoch.class, Epoch::value, Epoch::new);
        return module;
    }
}
