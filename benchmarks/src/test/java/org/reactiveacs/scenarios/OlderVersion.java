package org.reactiveacs.scenarios;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The server as it was when heads told nothing of policies: a jar of the classes that have changed since, as they were, to stand before
 * the others on the class path. It fails at the sight of a newer head.
 */
final class OlderVersion {

    private static final List<String> CHANGED = List.of("StoreFormat", "DeviceCodec");

    private OlderVersion() {}

    /** Its class path. */
    static String classPath(Path directory) throws IOException {
        var classPath = System.getProperty("java.class.path");
        var classes = Files.createDirectory(directory.resolve("older"));
        var sources = CHANGED.stream().map(Source::new).toList();
        var compiler = ToolProvider.getSystemJavaCompiler();
        var task = compiler.getTask(
                null, null, null, List.of("-proc:none", "-cp", classPath, "-d", classes.toString()), null, sources);
        if (!task.call()) {
            throw new IllegalStateException("the classes of the version before do not compile");
        }
        var jar = directory.resolve("older.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes).filter(Files::isRegularFile)) {
            for (var file : files.toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return jar + System.getProperty("path.separator") + classPath;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String name;

        Source(String name) {
            super(URI.create("string:///org/reactiveacs/store/record/" + name + ".java"), JavaFileObject.Kind.SOURCE);
            this.name = name;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) throws IOException {
            try (var stream = OlderVersion.class.getResourceAsStream("/older/" + name + ".java.txt")) {
                if (stream == null) {
                    throw new IOException("no source of " + name);
                }
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }
}
