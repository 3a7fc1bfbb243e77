package dev.godwit.core;

/** A step made of its parts. */
record ComposedStep(String name, String plan, Action doing, Check checking, Reversal reversal) implements Step {
    @Override
    public void execute(StepContext context) throws Exception {
        doing.run(context);
    }

    @Override
    public boolean check(StepContext context) throws Exception {
        return checking.holds(context);
    }
}
