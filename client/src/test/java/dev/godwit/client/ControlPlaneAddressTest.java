package dev.godwit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlPlaneAddressTest {
    private static final ControlPlaneAddress ADDRESS = new ControlPlaneAddress(
            URI.create("http://127.0.0.1:40123"), ProcessHandle.current().pid(), Optional.of("notes-to-postgres"));

    @TempDir
    private Path directory;

    @Test
    void it_is_found_from_a_directory_below() throws IOException {
        ADDRESS.write(directory);
        Path below = Files.createDirectories(directory.resolve("a/b"));

        assertThat(ControlPlaneAddress.find(below)).contains(ADDRESS);
        assertThat(ADDRESS.isAlive()).isTrue();
    }

    @Test
    void only_its_owner_may_read_it_and_no_draft_is_left() throws IOException {
        ADDRESS.write(directory);
        ADDRESS.write(directory);

        Path folder = directory.resolve(".godwit");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("control-plane.json"))))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void a_process_removes_its_own_address_only() {
        ControlPlaneAddress successor = new ControlPlaneAddress(URI.create("http://127.0.0.1:1"), 1, Optional.empty());
        ADDRESS.write(directory);
        successor.write(directory);

        ADDRESS.remove(directory);
        assertThat(ControlPlaneAddress.find(directory)).contains(successor);

        successor.remove(directory);
        successor.remove(directory);
        assertThat(ControlPlaneAddress.find(directory)).isNotEqualTo(Optional.of(successor));
    }

    @Test
    void a_missing_or_broken_file_is_a_clear_error() throws IOException {
        assertThatThrownBy(() -> ControlPlaneAddress.require(directory))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONTROL_PLANE_UNREACHABLE))
                .hasMessageContaining("control-plane.json");

        Files.createDirectories(directory.resolve(".godwit"));
        Files.writeString(directory.resolve(".godwit/control-plane.json"), "{\"url\": ");
        assertThatThrownBy(() -> ControlPlaneAddress.find(directory)).hasMessageContaining("control-plane.json");
    }

    @Test
    void a_control_plane_that_starts_again_elsewhere_is_found_by_the_same_connection() {
        try (ControlPlaneConnection connection = ControlPlaneConnection.near(directory)) {
            HttpMigrationControl control = new HttpMigrationControl(connection);
            new ControlPlaneAddress(URI.create("http://127.0.0.1:1"), 1, Optional.empty()).write(directory);
            assertThatThrownBy(control::status).hasMessageContaining("127.0.0.1:1/");
            new ControlPlaneAddress(URI.create("http://127.0.0.1:2"), 1, Optional.empty()).write(directory);
            assertThatThrownBy(control::status).hasMessageContaining("127.0.0.1:2/");
        }
    }
}
