package dev.godwit.spec;

/** One of each store, router or mover. */
record Two<T>(T first, T second) {
    T get(int index) {
        return index == 0 ? first : second;
    }

    Two<T> with(int index, T value) {
        return index == 0 ? new Two<>(value, second) : new Two<>(first, value);
    }
}
