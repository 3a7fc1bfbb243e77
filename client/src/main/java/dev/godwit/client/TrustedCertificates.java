package dev.godwit.client;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whose certificates are believed when a control plane answers over TLS: those of the file that the environment variable
 * {@code GODWIT_CA} names, in PEM, and where it names none, those that the JDK believes. Stateless and thread-safe.
 */
public final class TrustedCertificates {
    private static final String VARIABLE = "GODWIT_CA";

    private TrustedCertificates() {}

    /** The file that the environment names, if it names one. */
    public static Optional<Path> ofEnvironment() {
        return Optional.ofNullable(System.getenv(VARIABLE))
                .filter(text -> !text.isBlank())
                .map(TrustedCertificates::path);
    }

    /**
     * Lets a client believe the certificates of a file.
     *
     * @param file absent for those of the JDK
     * @throws GodwitException with {@link ErrorCode#INVALID_REQUEST} when the file can't be read as certificates
     */
    public static HttpClient.Builder believe(HttpClient.Builder client, Optional<Path> file) {
        return file.map(pem -> client.sslContext(context(pem))).orElse(client);
    }

    private static SSLContext context(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            KeyStore believed = KeyStore.getInstance(KeyStore.getDefaultType());
            believed.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                believed.setCertificateEntry("trusted-" + believed.size(), certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(believed);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw unreadable(file.toString(), e);
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw unreadable(text, e);
        }
    }

    private static GodwitException unreadable(String file, Exception cause) {
        return new GodwitException(
                ErrorCode.INVALID_REQUEST,
                VARIABLE + ": can't read certificates in PEM from '" + file + "': " + cause.getMessage(),
                cause);
    }
}
