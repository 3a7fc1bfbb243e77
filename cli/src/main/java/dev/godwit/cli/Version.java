package dev.godwit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version that Maven wrote into the jar. */
final class Version {
    private static final String PROPERTIES = "/META-INF/maven/dev.godwit/godwit-cli/pom.properties";
    private static final String UNPACKED = "development";

    private Version() {}

    static String text() {
        try (InputStream stream = Version.class.getResourceAsStream(PROPERTIES)) {
            if (stream == null) {
                return UNPACKED;
            }
            Properties properties = new Properties();
            properties.load(stream);
            return properties.getProperty("version", UNPACKED);
        } catch (IOException e) {
            return UNPACKED;
        }
    }
}
