/**
 * Godwit and the flag service that a team has, through OpenFeature: {@link dev.godwit.openfeature.FlagCohort} lets a flag
 * say which units a wave takes, {@link dev.godwit.openfeature.UnitHook} tells flags which unit the work is about, and
 * {@link dev.godwit.openfeature.PlacementProvider} shows where a unit lives as flags.
 */
@NullMarked
package dev.godwit.openfeature;

import org.jspecify.annotations.NullMarked;
