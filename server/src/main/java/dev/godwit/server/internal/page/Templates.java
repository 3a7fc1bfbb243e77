package dev.godwit.server.internal.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.file.Path;
import java.util.Map;

/** The templates, which were compiled with everything else. They escape what they show. Thread-safe. */
final class Templates {
    private static final String PACKAGE = "dev.godwit.server.internal.page.template";
    // Precompiled templates are found by their names; nothing is ever looked for in a folder.
    private static final Path NO_FOLDER = Path.of("");

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(NO_FOLDER, ContentType.Html, Templates.class.getClassLoader(), PACKAGE);

    String render(String template, Map<String, Object> values) {
        StringOutput output = new StringOutput();
        engine.render(template + ".jte", values, output);
        return output.toString();
    }

    Fragment fragment(String name, Map<String, Object> values) {
        return new Fragment(name, render("fragment/" + name, values));
    }
}
