package dev.godwit.notely.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.notely.proxy.ProxySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyFoldersTest {
    @TempDir
    Path data;

    @Test
    void versionsAreNumberedOnAndOldFoldersGo() throws IOException {
        ProxyFolders folders = new ProxyFolders(data);
        assertThat(folders.newest()).isZero();
        for (int version = 1; version <= 21; version++) {
            folders.make(version);
            Files.createDirectories(ProxySettings.folder(data, version).resolve("classes"));
        }
        Files.createFile(data.resolve("proxies").resolve("notes.txt"));
        assertThat(new ProxyFolders(data).newest()).isEqualTo(21);
        assertThat(ProxySettings.folder(data, 1)).doesNotExist();
        assertThat(ProxySettings.folder(data, 2)).exists();
    }
}
