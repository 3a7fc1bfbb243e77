package dev.godwit.spec.internal.model;

/** The two stores of a move, by the letters of the protocol. */
final class Side {
    static final int A = 0;
    static final int B = 1;
    static final int[] BOTH = {A, B};

    private Side() {}

    static String letter(int store) {
        return store == A ? "A" : "B";
    }
}
