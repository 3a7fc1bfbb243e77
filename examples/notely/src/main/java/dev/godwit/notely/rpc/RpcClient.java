package dev.godwit.notely.rpc;

import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webclient.api.ClientResponseTyped;
import io.helidon.webclient.http1.Http1Client;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls to one server, over connections that are kept. Thread-safe; each call waits on its own thread. */
public final class RpcClient implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final int CONNECTIONS_KEPT = 256;
    private static final int USUAL_CALL_BYTES = 512;

    private final Http1Client http;
    private final String address;
    private final JsonMapper json = new JsonMapper();
    private final AtomicLong ids = new AtomicLong();

    /**
     * Connects when it is first asked.
     *
     * @param patience how long an answer may take
     */
    public RpcClient(String host, int port, Duration patience) {
        address = host + ":" + port;
        http = Http1Client.builder()
                .baseUri("http://" + address)
                // Connections of a server that has ended go with its client.
                .shareConnectionCache(false)
                .connectionCacheSize(CONNECTIONS_KEPT)
                .connectTimeout(CONNECT_TIMEOUT)
                .readTimeout(patience)
                .build();
    }

    /**
     * Calls a method.
     *
     * @param parameters what Jackson writes as an object
     * @return the result
     * @throws RpcException when the answer is an error
     * @throws IOException when there is no answer, or none that makes sense: whether the method has run is unknown
     */
    public JsonNode call(String method, Object parameters) throws IOException {
        long id = ids.incrementAndGet();
        JsonNode answer = post(request(id, method, parameters));
        JsonNode error = answer.get("error");
        if (error != null && error.path("code").isInt()) {
            throw new RpcException(
                    error.get("code").intValue(), error.path("message").asString(""));
        }
        JsonNode result = answer.get("result");
        if (result == null || answer.path("id").asLong(0) != id) {
            throw new IOException(address + " answered something else than a result");
        }
        return result;
    }

    private byte[] request(long id, String method, Object parameters) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(USUAL_CALL_BYTES);
        try (JsonGenerator generator = json.createGenerator(body)) {
            generator.writeStartObject();
            generator.writeStringProperty("jsonrpc", "2.0");
            generator.writeNumberProperty("id", id);
            generator.writeStringProperty("method", method);
            generator.writePOJOProperty("params", parameters);
            generator.writeEndObject();
        }
        return body.toByteArray();
    }

    private JsonNode post(byte[] body) throws IOException {
        try {
            ClientResponseTyped<byte[]> response = http.post(RpcServer.PATH)
                    .header(HeaderValues.CONTENT_TYPE_JSON)
                    .submit(body, byte[].class);
            if (!response.status().equals(Status.OK_200)) {
                throw new IOException(address + " answered with status " + response.status());
            }
            return json.readTree(response.entity());
        } catch (JacksonException e) {
            throw new IOException(address + " answered something else than JSON", e);
        } catch (RuntimeException e) {
            // However the library tells that a connection broke: nobody has answered.
            throw new IOException("no answer from " + address + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        http.closeResource();
    }
}
