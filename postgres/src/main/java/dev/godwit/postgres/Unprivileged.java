package dev.godwit.postgres;

import java.io.IOException;
import java.util.List;

/** PostgreSQL refuses to run as root; a user namespace makes root look like somebody else to it. */
final class Unprivileged {
    private Unprivileged() {}

    /** What to put before a command so that it does not run as root; nothing for other users. */
    static List<String> prefix() throws IOException, InterruptedException {
        if (!"0".equals(output("id", "-u"))) {
            return List.of();
        }
        if ("0".equals(output("unshare", "-U", "id", "-u"))) {
            throw new IOException("PostgreSQL does not run as root, and user namespaces are switched off here;"
                    + " start as another user");
        }
        return List.of("unshare", "-U");
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return text.strip();
    }
}
