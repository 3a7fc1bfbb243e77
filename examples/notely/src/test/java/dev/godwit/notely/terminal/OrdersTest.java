package dev.godwit.notely.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Tasks;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class OrdersTest {
    private final Deque<Runnable> begun = new ArrayDeque<>();
    private final Orders orders = new Orders(new ByHand());

    @Test
    void an_order_says_that_it_is_under_way_and_then_what_came_of_it() {
        orders.give(new Order("deploy", () -> "version 2 takes traffic"));
        assertThat(orders.message()).isEqualTo(new Message("deploy is under way", Tone.BUSY));

        begun.remove().run();
        assertThat(orders.message()).isEqualTo(new Message("deploy: version 2 takes traffic", Tone.GOOD));
    }

    @Test
    void the_same_order_is_not_given_twice_at_a_time() {
        orders.give(new Order("deploy", () -> "version 2 takes traffic"));
        orders.give(new Order("deploy", () -> "version 3 takes traffic"));
        assertThat(orders.message().text()).isEqualTo("deploy is still under way");
        assertThat(begun).hasSize(1);

        begun.remove().run();
        orders.give(new Order("deploy", () -> "version 3 takes traffic"));
        assertThat(begun).hasSize(1);
    }

    @Test
    void other_orders_do_not_wait() {
        orders.give(new Order("deploy", () -> "version 2 takes traffic"));
        orders.give(new Order("approve", () -> "wave free begins"));

        begun.removeLast().run();
        assertThat(orders.message().text()).isEqualTo("approve: wave free begins");
    }

    @Test
    void a_failure_shows_its_reason_and_may_be_tried_again() {
        orders.give(new Order("deploy", () -> {
            throw new IllegalStateException("one is under way");
        }));
        begun.remove().run();
        assertThat(orders.message()).isEqualTo(new Message("deploy failed: one is under way", Tone.BAD));

        orders.give(new Order("deploy", () -> {
            throw new UnsupportedOperationException();
        }));
        begun.remove().run();
        assertThat(orders.message().text()).isEqualTo("deploy failed: UnsupportedOperationException");
    }

    /** Runs what was begun when the test says so. */
    private final class ByHand implements Tasks {
        @Override
        public Task start(String name, Runnable work) {
            begun.add(work);
            return new Task() {
                @Override
                public void cancel() {}

                @Override
                public void join() {}

                @Override
                public boolean finished() {
                    return false;
                }
            };
        }
    }
}
