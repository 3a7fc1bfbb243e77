package dev.godwit.notely.terminal;

/** What a text means, so that a theme can give it a colour. The words beside it say the same without one. */
enum Tone {
    NORMAL,
    /** Beside the point: units of measure, labels, what is at rest. */
    FAINT,
    /** A heading. */
    HEADING,
    /** As it should be. */
    GOOD,
    /** Under way, or held up for a reason. */
    BUSY,
    /** Somebody has to look. */
    BAD,
    /** The frame: the first and the last line. */
    FRAME,
    /** What matters in the frame. */
    FRAME_BOLD
}
