package dev.godwit.notely.deploy;

import dev.godwit.notely.proxy.ProxySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folders of the versions that were prepared; those of old ones are removed. Thread-safe. */
final class ProxyFolders {
    private static final int KEPT = 20;

    private final Path dataFolder;

    ProxyFolders(Path dataFolder) {
        this.dataFolder = dataFolder;
    }

    /** The highest number; 0 when there is none. */
    synchronized int newest() {
        Path all = ProxySettings.folder(dataFolder, 0).getParent();
        if (all == null || !Files.isDirectory(all)) {
            return 0;
        }
        try (Stream<Path> folders = Files.list(all)) {
            return folders.mapToInt(ProxyFolders::number).max().orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    synchronized void make(int version) throws IOException {
        Files.createDirectories(ProxySettings.folder(dataFolder, version));
        remove(ProxySettings.folder(dataFolder, version - KEPT));
    }

    private static void remove(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            List<Path> paths;
            try (Stream<Path> walk = Files.walk(folder)) {
                paths = walk.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path path : paths) {
                Files.delete(path);
            }
        }
    }

    private static int number(Path folder) {
        String name = String.valueOf(folder.getFileName());
        return name.matches("[0-9]{1,9}") ? Integer.parseInt(name) : 0;
    }
}
