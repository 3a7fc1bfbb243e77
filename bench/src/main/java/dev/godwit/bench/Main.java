package dev.godwit.bench;

/** Entry point of {@code godwit demo} and {@code godwit bench}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.out.println("Usage: godwit demo | bench");
    }
}
