package dev.godwit.testkit.kit;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The kit as a test class: a dialect extends it and says what is to be tested. With the system property {@code kit.only}
 * it asks only the laws whose full name, {@code setting: chapter: law}, has a match of that expression.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class StoreKit {
    private final List<StoreUnderTest> stores;
    private final AtomicInteger keyspaces = new AtomicInteger();

    /**
     * A kit for these.
     *
     * @param stores the same dialect in several settings; closed at the end
     */
    protected StoreKit(List<StoreUnderTest> stores) {
        this.stores = List.copyOf(stores);
    }

    /** One container for each setting, in it one for each chapter. */
    @TestFactory
    public Stream<DynamicNode> laws() {
        Pattern only = Pattern.compile(System.getProperty("kit.only", ""));
        return stores.stream().map(store -> new Trial(store, keyspaces, only).tests());
    }

    @AfterAll
    void closeStores() {
        stores.forEach(StoreUnderTest::close);
    }
}
