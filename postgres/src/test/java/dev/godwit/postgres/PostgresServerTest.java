package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server must never outlive the one who started it. */
class PostgresServerTest {
    /** Starts a server, says where it is, and waits for its death. */
    static final class Owner {
        private Owner() {}

        public static void main(String[] arguments) throws Exception {
            PostgresServer server = PostgresServer.start("orphan", Map.of("fsync", "off"));
            System.out.println(server.url());
            System.out.println(server.folder());
            Thread.currentThread().join();
        }
    }

    @Test
    void a_server_ends_and_its_folder_goes_when_its_owner_is_killed() throws Exception {
        Process owner = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(owner.getInputStream(), StandardCharsets.UTF_8))) {
            String url = out.readLine();
            Path folder = Path.of(out.readLine());
            assertThat(answers(url)).isTrue();
            owner.destroyForcibly().waitFor();
            await().atMost(Duration.ofSeconds(20)).until(() -> !Files.exists(folder) && !answers(url));
        }
    }

    private static boolean answers(String url) {
        try {
            DriverManager.getConnection(url, PostgresServer.OWNER, "").close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
