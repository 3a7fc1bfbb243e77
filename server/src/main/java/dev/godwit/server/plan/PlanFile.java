package dev.godwit.server.plan;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Plan;
import dev.godwit.core.ProblemsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads a migration's plan from its YAML file: UTF-8, at most 1 MiB. Secrets are looked up in the environment and in
 * files beside the plan. Defaults are those of {@code PlanDefaults}. Stateless and thread-safe.
 */
public final class PlanFile {
    private static final int BYTES_MAX = 1024 * 1024;

    private PlanFile() {}

    /**
     * Reads a plan.
     *
     * @throws ProblemsException with everything that is wrong with the file
     */
    public static Plan read(Path file) {
        return read(file, name -> Optional.ofNullable(System.getenv(name)));
    }

    /**
     * Reads a plan whose {@code env:} secrets come from somewhere else than the environment.
     *
     * @throws ProblemsException with everything that is wrong with the file
     */
    public static Plan read(Path file, Function<String, Optional<String>> environment) {
        Findings findings = new Findings(file.toString());
        Optional<YamlNode> root = text(file, findings).flatMap(text -> YamlTree.read(text, findings));
        findings.throwIfAny();
        if (root.isPresent() && root.get() instanceof YamlNode.Mapping mapping) {
            Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
            return new PlanReader(findings, new Secrets(folder, environment), folder)
                    .read(new Section("", mapping, findings));
        }
        root.ifPresentOrElse(
                node -> findings.report(
                        ErrorCode.PLAN_INVALID_VALUE, node.line(), "a plan is a group of keys, this is " + node.kind()),
                () -> findings.report(ErrorCode.PLAN_INVALID_VALUE, "the plan is empty"));
        findings.throwIfAny();
        throw new IllegalStateException("no plan and no problem");
    }

    private static Optional<String> text(Path file, Findings findings) {
        try (InputStream input = Files.newInputStream(file)) {
            byte[] bytes = input.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                findings.report(ErrorCode.PLAN_INVALID_VALUE, "the file is larger than 1 MiB");
                return Optional.empty();
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            findings.report(ErrorCode.PLAN_INVALID_YAML, "the file is not UTF-8 text");
        } catch (NoSuchFileException e) {
            findings.report(ErrorCode.PLAN_NOT_FOUND, "there is no such file");
        } catch (AccessDeniedException e) {
            findings.report(ErrorCode.PLAN_NOT_FOUND, "the file may not be read by this user");
        } catch (IOException e) {
            String why = Files.isDirectory(file) ? "it is a folder" : "it can't be read: " + e.getMessage();
            findings.report(ErrorCode.PLAN_NOT_FOUND, why);
        }
        return Optional.empty();
    }
}
