package dev.godwit.cli;

import dev.godwit.cli.internal.Json;
import dev.godwit.cli.internal.TokensPage;
import dev.godwit.core.Secret;
import dev.godwit.server.access.Role;
import dev.godwit.server.access.TokenOffice;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code godwit token}: who may do what with a control plane. */
@Command(
        name = "token",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Makes, lists and revokes tokens, directly in the control store: whoever can write there decides who may do"
                    + " what.",
            "Until the first token is made, anybody on the machine may do everything, and nobody from elsewhere can"
                    + " reach it. From then on nobody does anything without one: commands and applications find theirs"
                    + " in the environment variable GODWIT_TOKEN, browsers ask for it."
        },
        footer = {
            "",
            "Examples:",
            "  godwit token create ada --role operator --role approver",
            "  godwit token create notes-app --role router",
            "  godwit token create wall --role viewer --days 90",
            "  godwit token list",
            "  godwit token revoke wall"
        })
final class TokenVerb implements Runnable {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    TokenVerb(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }

    @Command(
            name = "create",
            description = "Makes a token and prints it, once: it is not kept anywhere.",
            mixinStandardHelpOptions = false)
    int create(
            @Mixin StoreOptions store,
            @Mixin OutputOptions output,
            @Parameters(paramLabel = "NAME", description = "Who or what it is for; stands in the journal.") String name,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            required = true,
                            description = "What it is for: ${COMPLETION-CANDIDATES}. May be given several times.")
                    List<Role> roles,
            @Option(names = "--days", paramLabel = "N", description = "How long it lasts; by default until revoked.")
                    Optional<Integer> days) {
        if (days.filter(count -> count < 1).isPresent()) {
            throw new UsageException("--days must be at least 1");
        }
        Set<Role> all = EnumSet.copyOf(roles);
        try (TokenOffice office = surroundings.migrations().tokens(store.settings(0))) {
            Secret token = office.tokens().make(name, all, days.map(Duration::ofDays));
            print(output.json() ? Json.line(Map.of("name", name, "token", token.reveal())) : token.reveal());
        }
        return ExitCode.OK.number();
    }

    @Command(name = "list", description = "Lists all tokens, without their secrets.")
    int list(@Mixin StoreOptions store, @Mixin OutputOptions output) {
        try (TokenOffice office = surroundings.migrations().tokens(store.settings(0))) {
            List<TokensPage.Line> lines =
                    TokensPage.of(office.tokens().all(), surroundings.time().wallClock());
            if (output.json()) {
                lines.forEach(line -> print(Json.line(line)));
            } else {
                TokensPage.render(lines).forEach(this::print);
            }
        }
        return ExitCode.OK.number();
    }

    @Command(name = "revoke", description = "Takes a token back; it opens nothing from now on.")
    int revoke(
            @Mixin StoreOptions store,
            @Parameters(paramLabel = "NAME", description = "The name under which it was made.") String name) {
        try (TokenOffice office = surroundings.migrations().tokens(store.settings(0))) {
            office.tokens().revoke(name);
        }
        print("Token " + name + " opens nothing any more.");
        return ExitCode.OK.number();
    }

    private void print(String line) {
        surroundings.console().out().println(line);
    }
}
