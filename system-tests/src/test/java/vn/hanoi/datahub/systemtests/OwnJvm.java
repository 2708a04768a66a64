package vn.hanoi.datahub.systemtests;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process of its own over the classes of these tests. */
final class OwnJvm {

    private OwnJvm() {}

    /**
     * @param options of the JVM, the memory among them
     * @param arguments of the program
     */
    static ProcessBuilder running(Class<?> program, List<String> options, String... arguments) {
        List<String> all = new ArrayList<>(options);
        all.addAll(AotCache.options());
        // Jars come first: a folder may only follow what a cache of classes was made over.
        List<Path> classPath = Stream.concat(jars().stream(), entries().filter(Files::isDirectory))
                .toList();
        return over(classPath, program.getName(), all, arguments);
    }

    static ProcessBuilder over(List<Path> classPath, String program, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // A test kills and starts many: they do not live long enough for the second compiler, nor need two processors
        // several threads for their garbage.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(options);
        command.add("-cp");
        command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(program);
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    static List<Path> jars() {
        return entries().filter(Files::isRegularFile).toList();
    }

    private static Stream<Path> entries() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(path.split(File.pathSeparator)).map(Path::of);
    }
}
