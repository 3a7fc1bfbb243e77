package dev.godwit.notely.proxy;

/** Whether a note store answers its proxy. */
public record StoreHealth(String store, boolean up) {}
