package dev.godwit.notely;

/** Starts Notely. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(NotelyCommand.execute(arguments));
    }
}
