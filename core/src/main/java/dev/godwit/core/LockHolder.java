package dev.godwit.core;

/**
 * A transaction that holds a unit's shared lock.
 *
 * @param transaction the database's name for it, unique while it lives
 * @param description who it is, for people: process, user, application, state
 */
public record LockHolder(String transaction, String description) {}
