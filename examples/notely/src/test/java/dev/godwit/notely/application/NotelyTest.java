package dev.godwit.notely.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.notely.application.NotelySettings.Embedded;
import dev.godwit.notely.proxy.NetworkDelay;
import dev.godwit.notely.strategy.StrategyName;
import dev.godwit.notely.terminal.LogLines;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can stand in the way of a start: each is told in one line, and nothing runs or is lost. */
class NotelyTest {
    @TempDir
    private Path parent;

    @Test
    void a_port_in_use_is_found_before_anything_is_started() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> start(taken.getLocalPort()))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining("can't listen on 127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("--port");
        }
        assertThat(parent.resolve("data/legacy.db")).doesNotExist();
        assertThatFolderIsFree();
    }

    @ParameterizedTest
    @ValueSource(strings = {"accounts.db", "legacy.db", "new.db"})
    void a_damaged_file_is_named_and_kept(String name) throws Exception {
        DataFolder.open(folder(), DataFolder.Mode.GODWIT).close();
        Path damaged = Files.writeString(folder().resolve(name), "This is a letter and no database. ".repeat(200));

        assertThatThrownBy(() -> start(0))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining(name.replace(".db", ""))
                .hasMessageContaining("--clean");
        assertThat(damaged).content().startsWith("This is a letter");
        assertThatFolderIsFree();
    }

    private void assertThatFolderIsFree() throws Exception {
        DataFolder.open(folder(), DataFolder.Mode.GODWIT).close();
    }

    private void start(int port) throws Exception {
        Notely.start(
                        new NotelySettings(
                                StrategyName.GODWIT,
                                port,
                                folder(),
                                List.of("new"),
                                Map.of(),
                                Embedded.SQLITE,
                                Duration.ofSeconds(1),
                                NetworkDelay.NONE,
                                Path.of(""),
                                "WARN"),
                        1,
                        new LogLines())
                .close();
    }

    private Path folder() {
        return parent.resolve("data");
    }
}
