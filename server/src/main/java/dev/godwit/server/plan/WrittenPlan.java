package dev.godwit.server.plan;

import dev.godwit.core.Plan;
import dev.godwit.engine.spi.PlanText;

/** A plan, and what it was read from. */
public record WrittenPlan(Plan plan, PlanText text) {}
