package dev.godwit.notely.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.notely.application.DataFolder.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    private Path parent;

    @Test
    void a_folder_is_made_and_found_again_in_its_mode() throws Exception {
        Path path = parent.resolve("data");
        try (DataFolder folder = DataFolder.open(path, Mode.WORKSHOP)) {
            Files.writeString(folder.resolve("notes"), "kept");
        }

        try (DataFolder folder = DataFolder.open(path, Mode.WORKSHOP)) {
            assertThat(folder.resolve("notes")).hasContent("kept");
        }
        assertThatThrownBy(() -> DataFolder.open(path, Mode.GODWIT))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("was made in mode WORKSHOP")
                .hasMessageContaining("--clean");
        DataFolder.open(path, Mode.WORKSHOP).close();
    }

    @Test
    void one_at_a_time_has_it() throws Exception {
        Path path = parent.resolve("data");
        try (DataFolder folder = DataFolder.open(path, Mode.GODWIT)) {
            assertThatThrownBy(() -> DataFolder.open(path, Mode.GODWIT))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining("another Notely runs");
            assertThatThrownBy(() -> DataFolder.remove(path))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining("another Notely runs");
            assertThat(folder.path()).exists();
        }
    }

    @Test
    void a_folder_of_somebody_else_is_neither_used_nor_removed() throws Exception {
        Files.writeString(parent.resolve("thesis.tex"), "years of work");

        assertThatThrownBy(() -> DataFolder.open(parent, Mode.GODWIT))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("files that are not Notely's");
        assertThatThrownBy(() -> DataFolder.remove(parent)).isInstanceOf(StartRefusedException.class);
        assertThat(parent.resolve("thesis.tex")).exists();
    }

    @Test
    void its_own_folder_is_removed_as_a_whole() throws Exception {
        Path path = parent.resolve("data");
        DataFolder.open(path, Mode.GODWIT).close();
        Files.createDirectories(path.resolve("a/b"));

        DataFolder.remove(path);

        assertThat(path).doesNotExist();
        DataFolder.remove(path);
    }

    @Test
    void a_file_is_no_folder() throws Exception {
        Path file = Files.writeString(parent.resolve("file"), "x");

        assertThatThrownBy(() -> DataFolder.open(file, Mode.GODWIT))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("is no folder");
    }
}
