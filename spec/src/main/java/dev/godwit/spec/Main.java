package dev.godwit.spec;

import dev.godwit.spec.Exploration.Outcome;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** {@code godwit spec WRITES LAST_PHASE [RULE|none] [TOKENS] [EPOCHS]}: the arguments of the first model, in Python. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Size size = new Size(
                number(arguments, 0, 2), number(arguments, 1, 2), number(arguments, 3, 3), number(arguments, 4, 5));
        String name = arguments.length > 2 ? arguments[2].toUpperCase(Locale.ROOT) : "NONE";
        Set<Rule> broken = EnumSet.noneOf(Rule.class);
        if (!name.equals("NONE")) {
            broken.add(Rule.valueOf(name));
        }
        Outcome outcome = Exploration.of(size, broken);
        outcome.violation().ifPresent(violation -> System.out.println("FOUND " + violation + " " + outcome.path()));
        System.out.println((outcome.violation().isPresent() ? "" : "OK ") + "states " + outcome.states());
        System.exit(outcome.violation().isPresent() ? 1 : 0);
    }

    private static int number(String[] arguments, int position, int otherwise) {
        return arguments.length > position ? Integer.parseInt(arguments[position]) : otherwise;
    }
}
