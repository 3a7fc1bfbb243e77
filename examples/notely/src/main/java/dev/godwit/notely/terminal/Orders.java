package dev.godwit.notely.terminal;

import dev.godwit.core.Tasks;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Carries out orders beside the screen, and says what comes of them. Thread-safe. */
final class Orders {
    private final Tasks tasks;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private volatile Message message = Message.NONE;

    Orders(Tasks tasks) {
        this.tasks = tasks;
    }

    /** Begins an order, unless the same is under way. */
    void give(Order order) {
        if (underWay.add(order.name())) {
            message = new Message(order.name() + " is under way", Tone.BUSY);
            tasks.start("notely-order", () -> carryOut(order));
        } else {
            message = new Message(order.name() + " is still under way", Tone.BUSY);
        }
    }

    /** What came of the newest order. */
    Message message() {
        return message;
    }

    private void carryOut(Order order) {
        Message outcome;
        try {
            outcome = new Message(order.name() + ": " + order.work().get(), Tone.GOOD);
        } catch (RuntimeException e) {
            outcome = new Message(order.name() + " failed: " + reason(e), Tone.BAD);
        }
        underWay.remove(order.name());
        message = outcome;
    }

    static String reason(RuntimeException failure) {
        String text = failure.getMessage();
        return text == null || text.isBlank() ? failure.getClass().getSimpleName() : text;
    }
}
