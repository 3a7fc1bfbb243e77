package dev.godwit.notely.terminal;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;

/** Which key does what. */
final class Keys {
    private Keys() {}

    /** Whether the key ends the pages. A terminal that is gone ends them too. */
    static boolean quits(KeyStroke key) {
        return switch (key.getKeyType()) {
            case Escape, EOF -> true;
            case Character -> key.isCtrlDown() ? key.getCharacter() == 'c' : key.getCharacter() == 'q';
            default -> false;
        };
    }

    static void press(KeyStroke key, Pages pages, Orders orders) {
        KeyType type = key.getKeyType();
        if (type == KeyType.Character) {
            if (!key.isCtrlDown() && !key.isAltDown()) {
                press(key.getCharacter(), pages, orders);
            }
            return;
        }
        switch (type) {
            case ArrowLeft -> pages.turn(-1);
            case ArrowRight -> pages.turn(1);
            case ArrowUp -> pages.move(Motion.UP);
            case ArrowDown -> pages.move(Motion.DOWN);
            case PageUp -> pages.move(Motion.PAGE_UP);
            case PageDown -> pages.move(Motion.PAGE_DOWN);
            case Home -> pages.move(Motion.TO_TOP);
            case End -> pages.move(Motion.TO_END);
            default -> {}
        }
    }

    private static void press(char key, Pages pages, Orders orders) {
        switch (key) {
            case 'h' -> pages.turn(-1);
            case 'l' -> pages.turn(1);
            case 'k' -> pages.move(Motion.UP);
            case 'j' -> pages.move(Motion.DOWN);
            case 'b' -> pages.move(Motion.PAGE_UP);
            case 'f' -> pages.move(Motion.PAGE_DOWN);
            default -> pages.order(key).ifPresent(orders::give);
        }
    }
}
