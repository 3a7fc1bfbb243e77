package dev.godwit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.client.TrustedCertificates;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.SystemTime;
import dev.godwit.server.access.Role;
import dev.godwit.server.access.TokenOffice;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that others than the programs of this machine reach: over TLS, by its names, with tokens. */
class ReachTest {
    private static final String PASSWORD = "test-only";

    @TempDir
    Path folder;

    @Test
    void it_speaks_tls_and_lets_nobody_in_without_a_token() throws Exception {
        Reach reach = identify("dns:localhost");
        ServerSettings settings = ServerSettings.in(folder).withReach(reach);
        try (GodwitServer server = GodwitServer.open(settings);
                HttpClient believing = TrustedCertificates.believe(
                                HttpClient.newBuilder(), Optional.of(reach.certificate()))
                        .build();
                HttpClient unbelieving = HttpClient.newHttpClient()) {
            assertThat(server.url()).startsWith("https://localhost:");
            assertThatThrownBy(() -> status(unbelieving, server.url(), Optional.empty()))
                    .isInstanceOf(SSLHandshakeException.class);
            assertThat(status(believing, server.url(), Optional.empty())).isEqualTo(401);
            try (TokenOffice office = TokenOffice.open(settings.prepared("tokens"), new SystemTime())) {
                String token = office.tokens()
                        .make("ada", Set.of(Role.VIEWER), Optional.empty())
                        .reveal();
                assertThat(status(believing, server.url(), Optional.of(token))).isEqualTo(200);
            }
        }
    }

    @Test
    void files_that_prove_nothing_are_refused_and_the_server_does_not_start() throws Exception {
        Reach reach = identify("dns:localhost");
        Path missing = folder.resolve("missing.pem");
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        Path nonsense = Files.writeString(
                folder.resolve("nonsense.pem"), "-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----\n");
        for (Reach wrong : List.of(
                new Reach("127.0.0.1", missing, reach.key()),
                new Reach("127.0.0.1", reach.certificate(), missing),
                new Reach("127.0.0.1", empty, reach.key()),
                new Reach("127.0.0.1", reach.certificate(), nonsense),
                new Reach("127.0.0.1", reach.key(), reach.certificate()),
                new Reach("127.0.0.1", folder, reach.key()))) {
            assertThatThrownBy(() -> GodwitServer.open(ServerSettings.in(folder).withReach(wrong))
                            .close())
                    .as(wrong.toString())
                    .hasMessageNotContaining("canary")
                    .isInstanceOfSatisfying(
                            GodwitException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.TLS_FILES_UNREADABLE));
        }
        GodwitServer.open(ServerSettings.in(folder)).close();
    }

    private static int status(HttpClient client, String url, Optional<String> token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/api/v1/migrations"));
        token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** A certificate that it has signed itself, and its key, by the tool of the JDK. */
    private Reach identify(String name) throws Exception {
        Path store = folder.resolve("identity.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=test",
                        "-ext",
                        "SAN=" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream input = Files.newInputStream(store)) {
            keys.load(input, PASSWORD.toCharArray());
        }
        Key key = keys.getKey("server", PASSWORD.toCharArray());
        return new Reach(
                "127.0.0.1",
                pem("certificate", "CERTIFICATE", keys.getCertificate("server").getEncoded()),
                pem("key", "PRIVATE KEY", key.getEncoded()));
    }

    private Path pem(String file, String kind, byte[] content) throws IOException {
        String text = "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + kind + "-----\n";
        return Files.writeString(folder.resolve(file + ".pem"), text);
    }
}
