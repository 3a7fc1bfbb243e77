package dev.godwit.cli;

/** Entry point of the {@code godwit} command. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.out.println("Usage: godwit <command>");
    }
}
