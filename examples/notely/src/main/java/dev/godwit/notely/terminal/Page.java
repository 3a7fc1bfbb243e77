package dev.godwit.notely.terminal;

import com.googlecode.lanterna.gui2.Component;
import java.util.List;
import java.util.Optional;

/** One page. It belongs to the thread that draws. */
interface Page {
    String title();

    /** The keys that only this page has. */
    List<KeyHint> keys();

    /**
     * The page between the first and the last lines.
     *
     * @param view absent until something is known
     */
    Component body(Optional<NotelyView> view, Look look);

    void move(Motion motion);

    /** What a key asks for, if it is one of this page. */
    Optional<Order> order(char key);

    /** What stands on a page of which nothing is known yet. */
    static Component waiting(Look look) {
        return look.text("Nothing is known yet.", Tone.FAINT);
    }
}
