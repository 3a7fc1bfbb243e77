package dev.godwit.notely.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.SystemTime;
import dev.godwit.core.ThreadTasks;
import dev.godwit.postgres.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnPostgresTest {
    @TempDir
    private Path folder;

    @Test
    void a_server_that_is_killed_comes_back_where_it_was_with_its_data() throws Exception {
        String url;
        try (OwnPostgres own = OwnPostgres.start(folder, new SystemTime(), new ThreadTasks())) {
            PostgresServer before = own.server();
            url = before.url();
            try (Connection connection = before.connect(PostgresServer.OWNER);
                    Statement statement = connection.createStatement()) {
                statement.execute("create table kept (id int)");
            }

            long postmaster = Long.parseLong(
                    Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst());
            ProcessHandle.of(postmaster).orElseThrow().destroyForcibly();

            await().atMost(Duration.ofSeconds(20)).until(() -> own.server() != before);
            assertThat(own.server().url()).isEqualTo(url);
            try (Connection connection = own.server().connect(PostgresServer.OWNER);
                    Statement statement = connection.createStatement()) {
                statement.execute("insert into kept values (1)");
            }
        }
        assertThat(folder.resolve("data/postmaster.pid")).doesNotExist();
        // Its address is part of plans that have begun.
        try (OwnPostgres own = OwnPostgres.start(folder, new SystemTime(), new ThreadTasks())) {
            assertThat(own.server().url()).isEqualTo(url);
        }
    }
}
