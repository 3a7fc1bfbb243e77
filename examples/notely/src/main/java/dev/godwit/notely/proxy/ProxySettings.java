package dev.godwit.notely.proxy;

import dev.godwit.notely.store.StoreSettings;
import dev.godwit.notely.strategy.StrategyName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the process that starts a proxy writes down for it, in a file of that proxy's own: a proxy that is started again is
 * what it was, whatever was released meanwhile.
 *
 * @param stores all note stores, {@code legacy} among them
 * @param controlPlane of Godwit; absent in workshop mode
 * @param networkDelay slept on both sides of each call
 * @param exerciseClasses the folder with the compiled classes of the strategy {@link StrategyName#EXERCISE}
 * @param logLevel such as {@code INFO}
 */
public record ProxySettings(
        StrategyName strategy,
        List<StoreSettings> stores,
        Optional<URI> controlPlane,
        NetworkDelay networkDelay,
        Optional<Path> exerciseClasses,
        String logLevel) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public ProxySettings {
        stores = List.copyOf(stores);
    }

    /** The folder of that proxy's own, where its settings are, and its classes if it has any. */
    public static Path folder(Path dataFolder, int proxyId) {
        return dataFolder.resolve("proxies").resolve(String.valueOf(proxyId));
    }

    private static Path file(Path dataFolder, int proxyId) {
        return folder(dataFolder, proxyId).resolve("settings.json");
    }

    /** @throws IOException also when the file is no such settings; the message names it */
    public static ProxySettings read(Path dataFolder, int proxyId) throws IOException {
        Path file = file(dataFolder, proxyId);
        try {
            return JSON.readValue(Files.readAllBytes(file), ProxySettings.class);
        } catch (NoSuchFileException e) {
            throw new IOException("there are no settings " + file + "; Notely writes them before it starts a proxy", e);
        } catch (JacksonException e) {
            throw new IOException("the settings " + file + " can't be read: " + e.getOriginalMessage(), e);
        }
    }

    /** Writes the file at once and as a whole, readable by its owner only. */
    public void write(Path dataFolder, int proxyId) throws IOException {
        Path folder = folder(dataFolder, proxyId);
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, ".settings", "", ownerOnly());
        Files.write(draft, JSON.writeValueAsBytes(this));
        Files.move(
                draft, file(dataFolder, proxyId), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
