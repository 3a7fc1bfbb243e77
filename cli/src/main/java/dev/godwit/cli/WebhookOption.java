package dev.godwit.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** Who is told of what happens. */
final class WebhookOption {
    @Option(
            names = "--webhook",
            paramLabel = "REFERENCE",
            description =
                    "Where the address of a webhook is, env:NAME or file:PATH: it is told of stages, wanted approvals and"
                            + " alarms, as Slack reads it. May be repeated.")
    private List<String> references = List.of();

    RunSettings in(RunSettings settings) {
        return settings.withWebhooks(references);
    }
}
