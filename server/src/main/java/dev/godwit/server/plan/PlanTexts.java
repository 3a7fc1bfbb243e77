package dev.godwit.server.plan;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.ProblemsException;
import dev.godwit.engine.spi.PlanText;
import java.nio.file.Path;
import java.util.Optional;

/** Reads plans from texts. Stateless and thread-safe. */
public final class PlanTexts {
    private static final String PLACE = "plan";

    private PlanTexts() {}

    /**
     * Reads a plan that somebody has sent.
     *
     * @param secrets where those are looked up that it refers to
     * @throws ProblemsException with everything that is wrong with it
     */
    public static WrittenPlan read(PlanText text, Secrets secrets) {
        return read(text, new Findings(PLACE), secrets);
    }

    static WrittenPlan read(PlanText text, Findings findings, Secrets secrets) {
        Optional<YamlNode> root = YamlTree.read(text.yaml(), findings);
        findings.throwIfAny();
        if (root.isPresent() && root.get() instanceof YamlNode.Mapping mapping) {
            return new WrittenPlan(
                    new PlanReader(findings, secrets, Path.of(text.folder())).read(new Section("", mapping, findings)),
                    text);
        }
        root.ifPresentOrElse(
                node -> findings.report(
                        ErrorCode.PLAN_INVALID_VALUE, node.line(), "a plan is a group of keys, this is " + node.kind()),
                () -> findings.report(ErrorCode.PLAN_INVALID_VALUE, "the plan is empty"));
        findings.throwIfAny();
        throw new IllegalStateException("no plan and no problem");
    }
}
