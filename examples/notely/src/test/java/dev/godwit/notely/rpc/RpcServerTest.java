package dev.godwit.notely.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spoken to over bare sockets, as by someone who has never seen the client. */
class RpcServerTest {
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");
    private static final String ECHO = "\"jsonrpc\":\"2.0\",\"method\":\"echo\",\"params\":{\"text\":\"hello\"}";

    private final AtomicInteger echoes = new AtomicInteger();
    private final CountDownLatch slowCallHasBegun = new CountDownLatch(1);
    private final CountDownLatch slowCallMayEnd = new CountDownLatch(1);
    private RpcServer server;

    @BeforeEach
    void start() throws IOException {
        Map<String, RpcMethod> methods = Map.of(
                "echo",
                parameters -> {
                    echoes.incrementAndGet();
                    return parameters.text("text");
                },
                "nothing",
                parameters -> null,
                "id",
                parameters -> parameters.uuid("id"),
                "truth",
                parameters -> parameters.truth("truth"),
                "moment",
                parameters -> parameters.instant("moment"),
                "inner",
                parameters -> parameters.object("outer").optionalText("inner").orElse("absent"),
                "fails",
                parameters -> {
                    throw new IllegalStateException("the inside of the server");
                },
                "slow",
                parameters -> {
                    slowCallHasBegun.countDown();
                    try {
                        slowCallMayEnd.await();
                        return "done";
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
        server = RpcServer.start(0, new RpcDispatcher(methods));
    }

    @AfterEach
    void stop() {
        slowCallMayEnd.countDown();
        server.close();
    }

    private record Reply(int status, String body) {}

    @Test
    void answersACall() throws IOException {
        assertThat(post("{" + ECHO + ",\"id\":7}"))
                .isEqualTo(new Reply(200, "{\"jsonrpc\":\"2.0\",\"result\":\"hello\",\"id\":7}"));
        assertThat(post("{" + ECHO + ",\"id\":\"seven\"}").body()).endsWith("\"id\":\"seven\"}");
        assertThat(post("{\"jsonrpc\":\"2.0\",\"method\":\"nothing\",\"id\":null}"))
                .isEqualTo(new Reply(200, "{\"jsonrpc\":\"2.0\",\"result\":null,\"id\":null}"));
    }

    @Test
    void carriesOutANotificationAndSaysNothing() throws IOException {
        assertThat(post("{" + ECHO + "}")).isEqualTo(new Reply(204, ""));
        assertThat(echoes).hasValue(1);
        assertThat(post("{\"jsonrpc\":\"2.0\",\"method\":\"fails\"}")).isEqualTo(new Reply(204, ""));
        assertThat(post("[{" + ECHO + "},{" + ECHO + "}]")).isEqualTo(new Reply(204, ""));
        assertThat(echoes).hasValue(3);
    }

    @Test
    void answersABatchCallByCall() throws IOException {
        String batch = "[{" + ECHO + ",\"id\":1},{" + ECHO + "},5,{\"jsonrpc\":\"2.0\",\"method\":\"gone\",\"id\":2}]";
        assertThat(post(batch))
                .isEqualTo(
                        new Reply(
                                200,
                                "[{\"jsonrpc\":\"2.0\",\"result\":\"hello\",\"id\":1},"
                                        + "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"a call is an object\"},\"id\":null},"
                                        + "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32601,\"message\":\"there is no such method\"},\"id\":2}]"));
        assertThat(echoes).hasValue(2);
        assertError(-32600, post("[]"));
        assertError(-32600, post("[" + "1,".repeat(RpcDispatcher.BATCH_MAX) + "1]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "nonsense",
                "{\"jsonrpc\":\"2.0\",\"method\":\"echo\",\"id\":1}trailing",
                "{\"id\":1,\"id\":2}",
                "\u0000"
            })
    void whatIsNoJsonIsAParseError(String body) throws IOException {
        assertError(-32700, post(body));
    }

    @Test
    void jsonThatIsTooDeepIsAParseError() throws IOException {
        assertError(-32700, post("[".repeat(10_000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "null",
                "\"text\"",
                "{}",
                "{\"jsonrpc\":\"1.0\",\"method\":\"echo\",\"id\":1}",
                "{\"jsonrpc\":2.0,\"method\":\"echo\",\"id\":1}",
                "{\"method\":\"echo\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"method\":7,\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"echo\",\"id\":{}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"echo\",\"id\":true}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"echo\",\"params\":7,\"id\":1}"
            })
    void whatIsNoCallIsAnInvalidRequest(String body) throws IOException {
        assertError(-32600, post(body));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "echo   | {}                             | text is missing",
                "echo   | {\"text\":7}                   | text must be a text",
                "echo   | {\"text\":null}                | text must be a text",
                "echo   | [\"hello\"]                    | parameters are given by name",
                "id     | {\"id\":\"1-1-1-1-1\"}         | id must be a UUID",
                "id     | {\"id\":\"123e4567-e89b-12d3-a456-42661417400g\"} | id must be a UUID",
                "id     | {\"id\":\"0123e4567-89b-12d3-a456-426614174000\"} | id must be a UUID",
                "truth  | {\"truth\":\"true\"}           | truth must be true or false",
                "truth  | {\"truth\":1}                  | truth must be true or false",
                "moment | {\"moment\":1700000000}        | moment must be a text",
                "moment | {\"moment\":\"2026-11-23\"}    | moment must be a time as in RFC 3339, such as 2026-12-31T23:59:59.999Z",
                "inner  | {\"outer\":[]}                 | outer must be an object",
                "inner  | {\"outer\":{\"inner\":false}}  | outer.inner must be a text"
            })
    void parametersAreReadStrictly(String method, String parameters, String message) throws IOException {
        Reply reply =
                post("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + parameters + ",\"id\":1}");
        assertError(-32602, reply);
        assertThat(reply.body()).contains("\"" + message + "\"");
    }

    @Test
    void parametersThatMayBeAbsentMayBeNull() throws IOException {
        String call = "{\"jsonrpc\":\"2.0\",\"method\":\"inner\",\"params\":{\"outer\":%s},\"id\":1}";
        assertThat(post(String.format(call, "{}")).body()).contains("\"absent\"");
        assertThat(post(String.format(call, "{\"inner\":null}")).body()).contains("\"absent\"");
        assertThat(post(String.format(call, "{\"inner\":\"there\"}")).body()).contains("\"there\"");
    }

    @Test
    void aFaultOfTheServerTellsNothingOfItsInside() throws IOException {
        Reply reply = post("{\"jsonrpc\":\"2.0\",\"method\":\"fails\",\"id\":1}");
        assertError(-32603, reply);
        assertThat(reply.body()).doesNotContain("inside", "Exception", "\\tat ");
    }

    @Test
    void refusesWhatIsNoCallByItsHttp() throws IOException {
        assertThat(exchange(head("POST /rpc", "Content-Type: text/plain", "Content-Length: 2"), "{}")
                        .status())
                .isEqualTo(415);
        assertThat(exchange(head("POST /rpc", "Content-Length: 2"), "{}").status())
                .isEqualTo(415);
        assertThat(exchange(head("POST /rpc", "Content-Type: application/jsonp", "Content-Length: 2"), "{}")
                        .status())
                .isEqualTo(415);
        assertThat(exchange(head("GET /rpc"), "").status()).isEqualTo(405);
        assertThat(exchange(head("POST /elsewhere", "Content-Length: 0"), "").status())
                .isEqualTo(404);
        assertThat(exchange("NONSENSE\r\n\r\n", "").status()).isEqualTo(400);
        assertThat(exchange(
                                head(
                                        "POST /rpc",
                                        "Content-Type: Application/JSON ; charset=utf-8",
                                        "Content-Length: 1"),
                                "1")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesBodiesOfMoreThanAMegabyte() throws IOException {
        String large = "[\"" + "x".repeat(RpcServer.BODY_BYTES_MAX) + "\"]";
        assertThat(post(large).status()).isEqualTo(413);
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        assertThat(exchange(
                                head("POST /rpc", "Content-Type: application/json", "Transfer-Encoding: chunked"),
                                chunk.repeat(17) + "0\r\n\r\n")
                        .status())
                .isEqualTo(413);
        assertThat(post("[\"" + "x".repeat(RpcServer.BODY_BYTES_MAX - 4) + "\"]")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aPortIsHeldByOneServer() {
        assertThatThrownBy(() -> RpcServer.start(server.port(), new RpcDispatcher(Map.of())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(":" + server.port());
    }

    @Test
    void drainsWhatIsUnderWayAndRefusesTheRest() throws Exception {
        try (RpcClient client = new RpcClient("127.0.0.1", server.port(), Duration.ofSeconds(10))) {
            List<Object> answers = new CopyOnWriteArrayList<>();
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    answers.add(client.call("slow", Map.of()).stringValue());
                } catch (IOException e) {
                    answers.add(e);
                }
            });
            slowCallHasBegun.await();
            Thread draining = Thread.ofVirtual().start(() -> {
                try {
                    server.drain(Duration.ofSeconds(10));
                } catch (InterruptedException e) {
                    answers.add(e);
                }
            });
            Awaitility.await().until(() -> post("{" + ECHO + ",\"id\":1}").status() == 503);
            assertThat(answers).isEmpty();
            assertThat(draining.isAlive()).isTrue();
            slowCallMayEnd.countDown();
            draining.join();
            caller.join();
            assertThat(answers).containsExactly("done");
        }
    }

    @Test
    void theClientTellsErrorsFromSilence() throws IOException {
        RpcClient client = new RpcClient("127.0.0.1", server.port(), Duration.ofSeconds(10));
        assertThat(client.call("echo", Map.of("text", "hello")).stringValue()).isEqualTo("hello");
        assertThat(client.call("nothing", Map.of()).isNull()).isTrue();
        assertThatThrownBy(() -> client.call("gone", Map.of()))
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(RpcException.METHOD_NOT_FOUND));
        server.close();
        assertThatThrownBy(() -> client.call("echo", Map.of("text", "hello"))).isInstanceOf(IOException.class);
        client.close();
    }

    private static void assertError(int code, Reply reply) {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).startsWith("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":" + code + ",");
    }

    private Reply post(String body) throws IOException {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return exchange(head("POST /rpc", "Content-Type: application/json", "Content-Length: " + length), body);
    }

    private static String head(String request, String... headers) {
        return request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + String.join(
                        "",
                        List.of(headers).stream().map(header -> header + "\r\n").toList())
                + "\r\n";
    }

    private Reply exchange(String head, String body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(10_000);
            try {
                socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // A server that refuses a body stops reading it; what it has answered can still be read.
            }
            return reply(socket.getInputStream());
        }
    }

    private static Reply reply(InputStream input) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = input.read();
            assertThat(next).as("a byte after: %s", head).isNotNegative();
            head.append((char) next);
        }
        assertThat(head).startsWith("HTTP/1.1 ");
        Matcher length = CONTENT_LENGTH.matcher(head);
        byte[] body = input.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        return new Reply(Integer.parseInt(head.substring(9, 12)), new String(body, StandardCharsets.UTF_8));
    }
}
