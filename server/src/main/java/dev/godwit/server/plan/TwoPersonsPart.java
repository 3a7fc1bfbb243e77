package dev.godwit.server.plan;

import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.Plan.Cutover;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code twoPersons}: what takes effect only when a second person has agreed. */
final class TwoPersonsPart {
    private static final Map<String, Set<CommandKind>> COMMANDS = Map.of(
            "cutover", EnumSet.of(CommandKind.APPROVE, CommandKind.CUTOVER, CommandKind.MOVE),
            "finalize", EnumSet.of(CommandKind.FINALIZE));

    private TwoPersonsPart() {}

    static Set<CommandKind> read(Section plan, Cutover cutover) {
        Optional<Value> value = plan.optional("twoPersons");
        Set<CommandKind> commands = EnumSet.noneOf(CommandKind.class);
        for (Value item : value.flatMap(Value::items).orElse(List.of())) {
            item.choice(COMMANDS).ifPresent(commands::addAll);
        }
        if (commands.contains(CommandKind.CUTOVER) && !cutover.approve()) {
            value.orElseThrow()
                    .refuse("cutovers that nobody approves can't want two persons; add 'cutover: { approve: true }'");
        }
        return commands;
    }
}
