package dev.godwit.examples.ownmigration;

import dev.godwit.cli.WorkflowMain;
import java.util.Objects;

/** The command line of the example; DATABASE_URL is a JDBC URL with user and password. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        String url = Objects.requireNonNullElse(System.getenv("DATABASE_URL"), "");
        System.exit(WorkflowMain.execute(new RequiredTier(new Database(url)).workflow(), arguments));
    }
}
