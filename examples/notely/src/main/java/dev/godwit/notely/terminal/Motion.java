package dev.godwit.notely.terminal;

/** How a page is scrolled, or its selection moved. */
enum Motion {
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    TO_TOP,
    TO_END;

    /** Where this leads to, not yet bounded. */
    long from(long position, long screenful, long last) {
        return switch (this) {
            case UP -> position - 1;
            case DOWN -> position + 1;
            case PAGE_UP -> position - screenful;
            case PAGE_DOWN -> position + screenful;
            case TO_TOP -> 0;
            case TO_END -> last;
        };
    }
}
