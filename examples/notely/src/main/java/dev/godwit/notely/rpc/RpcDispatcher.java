package dev.godwit.notely.rpc;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** What is answered to a body, whatever it is. Thread-safe. */
public final class RpcDispatcher {
    /** How many calls one batch may hold. */
    public static final int BATCH_MAX = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(RpcDispatcher.class);
    private static final int DEEPEST_NESTING = 32;
    private static final int USUAL_ANSWER_BYTES = 512;

    private final Map<String, RpcMethod> methods;
    private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST_NESTING)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    public RpcDispatcher(Map<String, RpcMethod> methods) {
        this.methods = Map.copyOf(methods);
    }

    /** One answer; of a call that failed the error. */
    private record Answer(
            JsonNode id, @Nullable Object result, @Nullable RpcException error) {}

    /** Carries out the call or the calls in a body; absent when none of them wants an answer. */
    public Optional<byte[]> answer(byte[] body) {
        JsonNode request;
        try {
            request = json.readTree(body);
        } catch (JacksonException e) {
            return Optional.of(refusal(RpcException.PARSE_ERROR, "the body is no JSON: " + e.getOriginalMessage()));
        }
        if (request.isMissingNode()) {
            return Optional.of(refusal(RpcException.PARSE_ERROR, "the body is empty"));
        }
        if (!(request instanceof ArrayNode batch)) {
            Answer answer = answer(request);
            return answer == null ? Optional.empty() : Optional.of(write(generator -> write(generator, answer)));
        }
        if (batch.isEmpty() || batch.size() > BATCH_MAX) {
            return Optional.of(refusal(RpcException.INVALID_REQUEST, "a batch holds 1 to " + BATCH_MAX + " calls"));
        }
        List<Answer> answers = new ArrayList<>(batch.size());
        for (JsonNode call : batch) {
            Answer answer = answer(call);
            if (answer != null) {
                answers.add(answer);
            }
        }
        return answers.isEmpty()
                ? Optional.empty()
                : Optional.of(write(generator -> {
                    generator.writeStartArray();
                    answers.forEach(answer -> write(generator, answer));
                    generator.writeEndArray();
                }));
    }

    /** The body that says that nothing could be carried out. */
    public byte[] refusal(int code, String message) {
        Answer answer = new Answer(NullNode.getInstance(), null, new RpcException(code, message));
        return write(generator -> write(generator, answer));
    }

    private @Nullable Answer answer(JsonNode request) {
        if (!(request instanceof ObjectNode call)) {
            return invalid(NullNode.getInstance(), "a call is an object");
        }
        JsonNode id = call.get("id");
        if (id != null && !(id.isString() || id.isNumber() || id.isNull())) {
            return invalid(NullNode.getInstance(), "id must be a text, a number or null");
        }
        JsonNode shownId = id == null ? NullNode.getInstance() : id;
        JsonNode version = call.get("jsonrpc");
        if (version == null || !version.isString() || !"2.0".equals(version.stringValue())) {
            return invalid(shownId, "jsonrpc must be \"2.0\"");
        }
        JsonNode method = call.get("method");
        if (method == null || !method.isString()) {
            return invalid(shownId, "method must be a text");
        }
        JsonNode parameters = call.get("params");
        if (parameters != null && !parameters.isObject() && !parameters.isArray()) {
            return invalid(shownId, "params must be an object");
        }
        Answer answer = carryOut(shownId, method.stringValue(), parameters);
        return id == null ? null : answer;
    }

    private Answer carryOut(JsonNode id, String name, @Nullable JsonNode parameters) {
        try {
            RpcMethod method = methods.get(name);
            if (method == null) {
                throw new RpcException(RpcException.METHOD_NOT_FOUND, "there is no such method");
            }
            return new Answer(id, method.call(new RpcParameters("", named(parameters))), null);
        } catch (RpcException e) {
            return new Answer(id, null, e);
        } catch (RuntimeException e) {
            LOG.error("{} failed", name, e);
            return new Answer(id, null, new RpcException(RpcException.INTERNAL_ERROR, "a fault in the server"));
        }
    }

    private ObjectNode named(@Nullable JsonNode parameters) {
        if (parameters == null || (parameters.isArray() && parameters.isEmpty())) {
            return json.createObjectNode();
        }
        if (parameters instanceof ObjectNode object) {
            return object;
        }
        throw new RpcException(RpcException.INVALID_PARAMETERS, "parameters are given by name");
    }

    private static Answer invalid(JsonNode id, String message) {
        return new Answer(id, null, new RpcException(RpcException.INVALID_REQUEST, message));
    }

    /** Something that writes JSON. */
    @FunctionalInterface
    private interface Writing {
        void write(JsonGenerator generator);
    }

    private byte[] write(Writing writing) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(USUAL_ANSWER_BYTES);
        try (JsonGenerator generator = json.createGenerator(body)) {
            writing.write(generator);
        }
        return body.toByteArray();
    }

    private static void write(JsonGenerator generator, Answer answer) {
        generator.writeStartObject();
        generator.writeStringProperty("jsonrpc", "2.0");
        if (answer.error() == null) {
            generator.writePOJOProperty("result", answer.result());
        } else {
            generator.writeName("error");
            generator.writeStartObject();
            generator.writeNumberProperty("code", answer.error().code());
            generator.writeStringProperty(
                    "message", String.valueOf(answer.error().getMessage()));
            generator.writeEndObject();
        }
        generator.writeName("id");
        generator.writeTree(answer.id());
        generator.writeEndObject();
    }
}
