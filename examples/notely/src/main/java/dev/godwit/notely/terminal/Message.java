package dev.godwit.notely.terminal;

/** One line above the keys: what came of an order. */
record Message(String text, Tone tone) {
    static final Message NONE = new Message("", Tone.NORMAL);
}
