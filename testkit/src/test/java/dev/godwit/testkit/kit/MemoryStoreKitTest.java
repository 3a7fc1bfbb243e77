package dev.godwit.testkit.kit;

import java.util.List;

/** The database on which simulations run keeps the same promises as the real ones. */
class MemoryStoreKitTest extends StoreKit {
    MemoryStoreKitTest() {
        super(List.of(new MemoryUnderTest()));
    }
}
